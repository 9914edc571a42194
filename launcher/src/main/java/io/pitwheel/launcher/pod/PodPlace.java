package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.attempt.AttemptPlace;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.command.TaskRunner;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.WorkspaceView;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.Optional;

/**
 * Attempts in a pod: what a task asks of its platform is there already, at the paths that it asks
 * for.
 *
 * @param workspace the folder of the run, where a task that uses it has it
 * @param runner of commands as processes of the container
 * @param output hears what commands print
 */
record PodPlace(WorkspaceView workspace, TaskRunner runner, LogSink output)
    implements AttemptPlace {
  @Override
  public LaunchInstruction local(LaunchInstruction instruction) {
    return workspace.local(instruction);
  }

  @Override
  public TaskValues canonical(LaunchInstruction instruction, TaskValues outputs) {
    return workspace.canonical(instruction, outputs);
  }

  @Override
  public Optional<TaskValues> perform(LaunchInstruction instruction, List<String> warnings) {
    if (instruction.platform().claimOperation() != null) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "task %s makes or deletes a volume (expected: a command, for volumes are the server's affair)"
              .formatted(instruction.reference().path().slashed()));
    }
    return Optional.empty();
  }

  @Override
  public GrantedPlatform grant(
      LaunchInstruction instruction, AttemptFolders folders, List<String> warnings) {
    return GrantedPlatform.NOTHING;
  }

  @Override
  public TaskRunner choose(TaskCommand command, List<String> warnings) {
    return runner;
  }

  @Override
  public LogSink listener(TaskLog log) {
    return log.and(output);
  }
}
