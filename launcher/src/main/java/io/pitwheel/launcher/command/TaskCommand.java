package io.pitwheel.launcher.command;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.placeholder.ExecutorInput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task's command, ready but for the way it is run.
 *
 * @param command placeholders filled; may be empty, then the image's entry point is meant
 * @param arguments placeholders filled
 * @param input what was filled in
 * @param platform what the machine has ready for it
 */
public record TaskCommand(
    LaunchInstruction instruction,
    List<String> command,
    List<String> arguments,
    ExecutorInput input,
    AttemptFolders folders,
    GrantedPlatform platform) {
  public TaskCommand {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
  }

  /** What the pipeline and the user put into the environment, and what every attempt gets. */
  Map<String, String> ownEnvironment() {
    var environment = new TreeMap<>(instruction.executor().environment());
    environment.putAll(platform.environment());
    environment.putAll(instruction.environment());
    environment.keySet().removeIf(ReservedVariables::isReserved);
    environment.put(ReservedVariables.TEMPORARY, folders.temporary().toString());
    environment.put(ReservedVariables.MARK, instruction.mark());
    return environment;
  }

  /** For messages. */
  public String task() {
    return instruction.reference().path().slashed();
  }
}
