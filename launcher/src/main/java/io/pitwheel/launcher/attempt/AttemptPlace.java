package io.pitwheel.launcher.attempt;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.command.TaskRunner;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.Optional;

/** Where attempts run, as far as one such place differs from another. Safe for many threads. */
public interface AttemptPlace {
  /** The same instruction with paths as they are here. */
  LaunchInstruction local(LaunchInstruction instruction);

  /** The inverse of {@link #local}, for what the task answers. */
  TaskValues canonical(LaunchInstruction instruction, TaskValues outputs);

  /**
   * The outputs of a task that is done without a command; empty for one that has a command.
   *
   * @param warnings gets what the user should know, as everywhere here
   * @throws io.pitwheel.failure.PipelinesException when it cannot be done here
   */
  Optional<TaskValues> perform(LaunchInstruction instruction, List<String> warnings);

  /**
   * What the task asks of its platform.
   *
   * @throws io.pitwheel.failure.PipelinesException when something it needs is not there
   */
  GrantedPlatform grant(
      LaunchInstruction instruction, AttemptFolders folders, List<String> warnings);

  /**
   * How its command is run.
   *
   * @throws io.pitwheel.failure.PipelinesException when there is no way
   */
  TaskRunner choose(TaskCommand command, List<String> warnings) throws InterruptedException;

  /** Who hears what the command prints. */
  LogSink listener(TaskLog log);
}
