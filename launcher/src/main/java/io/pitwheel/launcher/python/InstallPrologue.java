package io.pitwheel.launcher.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The shell text that the SDK puts before a component's own command to install packages,
 * understood: {@code sh -c PROLOGUE COMMAND...}. All forms of SDK 2.x are known, with index options
 * and with a throw-away virtual environment, and the one of components converted from SDK 1.
 *
 * @param installs in their order
 * @param command what follows, with its arguments
 */
record InstallPrologue(List<PackageInstall> installs, List<String> command) {
  private static final int COMMAND_POSITION = 3;
  private static final String CONTINUATION = "\"$0\" \"$@\"";

  /** Makes sure that there is a pip, which our environments do not need. */
  private static final Pattern PIP_CHECK =
      Pattern.compile("if ! \\[ -x \"\\$\\(command -v pip\\)\" ]; then\n.*?\nfi\n", Pattern.DOTALL);

  /** Makes a throw-away environment, which ours replaces. */
  private static final Set<String> ENVIRONMENT_LINES =
      Set.of(
          "",
          "export PIP_DISABLE_PIP_VERSION_CHECK=1",
          "tmp=$(mktemp -d)",
          "python3 -m venv \"$tmp/venv\" --system-site-packages",
          ". \"$tmp/venv/bin/activate\"");

  private static final Set<String> SILENT_OPTIONS = Set.of("--quiet", "--no-warn-script-location");
  private static final Set<String> SOURCE_OPTIONS =
      Set.of("--index-url", "--extra-index-url", "--trusted-host", "--find-links");

  InstallPrologue {
    installs = List.copyOf(installs);
    command = List.copyOf(command);
  }

  /** Empty when the command has no prologue, or one that is not understood to the last word. */
  static Optional<InstallPrologue> read(List<String> command) {
    if (command.size() <= COMMAND_POSITION
        || !command.get(0).equals("sh")
        || !command.get(1).equals("-c")) {
      return Optional.empty();
    }
    var installs = new ArrayList<PackageInstall>();
    List<String> steps =
        ShellWords.split(PIP_CHECK.matcher(command.get(2)).replaceFirst("").strip(), "&&");
    if (steps.size() < 2 || !steps.removeLast().strip().equals(CONTINUATION)) {
      return Optional.empty();
    }
    for (String step : steps) {
      Optional<PackageInstall> install = readStep(step.strip());
      if (install.isEmpty()) {
        return Optional.empty();
      }
      installs.add(install.get());
    }
    return Optional.of(
        new InstallPrologue(installs, command.subList(COMMAND_POSITION, command.size())));
  }

  private static Optional<PackageInstall> readStep(String step) {
    List<String> lines =
        step.lines().map(String::strip).filter(line -> !ENVIRONMENT_LINES.contains(line)).toList();
    if (lines.size() != 1) {
      return Optional.empty();
    }
    return firstAlternative(lines.getFirst())
        .flatMap(ShellWords::words)
        .flatMap(InstallPrologue::readWords);
  }

  // (A || A --user): SDK 1 tried again for the user alone.
  private static Optional<String> firstAlternative(String line) {
    if (!line.startsWith("(") || !line.endsWith(")")) {
      return Optional.of(line);
    }
    List<String> alternatives = ShellWords.split(line.substring(1, line.length() - 1), "||");
    String first = alternatives.getFirst().strip();
    boolean isRetry =
        alternatives.size() == 2 && alternatives.get(1).strip().equals(first + " --user");
    return isRetry ? Optional.of(first) : Optional.empty();
  }

  private static Optional<PackageInstall> readWords(List<String> words) {
    var rest = new ArrayList<>(words);
    rest.remove("PIP_DISABLE_PIP_VERSION_CHECK=1");
    List<String> start = List.of("python3", "-m", "pip", "install");
    if (rest.size() <= start.size() || !rest.subList(0, start.size()).equals(start)) {
      return Optional.empty();
    }
    return readArguments(rest.subList(start.size(), rest.size()).iterator());
  }

  private static Optional<PackageInstall> readArguments(Iterator<String> arguments) {
    var requirements = new ArrayList<String>();
    var options = new ArrayList<String>();
    boolean withDependencies = true;
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (argument.equals("--no-deps")) {
        withDependencies = false;
      } else if (SOURCE_OPTIONS.contains(argument) && arguments.hasNext()) {
        options.add(argument);
        options.add(arguments.next());
      } else if (argument.startsWith("-") && !SILENT_OPTIONS.contains(argument)) {
        return Optional.empty();
      } else if (!argument.startsWith("-")) {
        requirements.add(argument);
      }
    }
    return requirements.isEmpty()
        ? Optional.empty()
        : Optional.of(new PackageInstall(requirements, options, withDependencies));
  }
}
