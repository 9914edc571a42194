package io.pitwheel.launcher.python;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A component's program that travels inside its command: {@code sh -ec RUNNER PROGRAM
 * ARGUMENTS...}, where the runner writes the program to a file and starts a module with it.
 *
 * @param module what Python runs, such as {@code kfp.dsl.executor_main}
 * @param environment what the runner sets for it
 * @param text the program
 */
record ModuleProgram(
    String module, Map<String, String> environment, String text, List<String> arguments) {
  private static final int PROGRAM_POSITION = 3;

  /** White space made single: the SDK indents the text differently from version to version. */
  private static final Pattern RUNNER =
      Pattern.compile(
          Pattern.quote(
                  "program_path=$(mktemp -d) printf \"%s\" \"$0\" >"
                      + " \"$program_path/ephemeral_component.py\"")
              + "((?: [A-Z_]+=[A-Za-z0-9]+)*) python3 -m ([A-Za-z0-9_.]+)"
              + Pattern.quote(
                  " --component_module_path \"$program_path/ephemeral_component.py\" \"$@\""));

  ModuleProgram {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  /** Empty when the command is another one. */
  static Optional<ModuleProgram> read(List<String> command) {
    if (command.size() <= PROGRAM_POSITION
        || !command.get(0).equals("sh")
        || !command.get(1).equals("-ec")) {
      return Optional.empty();
    }
    var runner = RUNNER.matcher(command.get(2).strip().replaceAll("\\s+", " "));
    if (!runner.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModuleProgram(
            runner.group(2),
            assignments(runner.group(1)),
            command.get(PROGRAM_POSITION),
            command.subList(PROGRAM_POSITION + 1, command.size())));
  }

  private static Map<String, String> assignments(String text) {
    var assignments = new TreeMap<String, String>();
    Arrays.stream(text.strip().split(" "))
        .filter(assignment -> !assignment.isEmpty())
        .map(assignment -> assignment.split("=", 2))
        .forEach(parts -> assignments.put(parts[0], parts[1]));
    return assignments;
  }
}
