package io.pitwheel.launcher.python;

import java.util.List;
import java.util.Map;

/**
 * What is really started for a command.
 *
 * @param environment all of it
 * @param warnings what the user should know
 */
public record ProcessPlan(
    List<String> command, Map<String, String> environment, List<String> warnings) {
  public ProcessPlan {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    warnings = List.copyOf(warnings);
  }
}
