package io.pitwheel.launcher.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Variables that are set for every attempt and that nobody else may set: by {@code PITWHEEL_TASK}
 * processes of a server that died are found and ended, {@code TMPDIR} goes with the attempt, and
 * {@code PITWHEEL_VOLUME_…} tell where volumes are.
 */
final class ReservedVariables {
  static final String MARK = "PITWHEEL_TASK";
  static final String TEMPORARY = "TMPDIR";
  private static final Set<String> NAMES = Set.of(MARK, TEMPORARY);
  private static final String VOLUME_PREFIX = "PITWHEEL_VOLUME_";

  private ReservedVariables() {}

  static boolean isReserved(String name) {
    return NAMES.contains(name) || name.startsWith(VOLUME_PREFIX);
  }

  /** One warning for each of them that a component, its platform or the user wanted to set. */
  static void warn(TaskCommand command, List<String> warnings) {
    warn("the component", command.instruction().executor().environment(), warnings);
    warn("the platform document", command.platform().environment(), warnings);
    warn("the run's options", command.instruction().environment(), warnings);
  }

  private static void warn(String who, Map<String, String> wanted, List<String> warnings) {
    for (String name : new TreeSet<>(wanted.keySet())) {
      if (isReserved(name)) {
        warnings.add(
            "variable %s was left aside: %s sets it, and Pitwheel sets it for every attempt (expected: another name)"
                .formatted(name, who));
      }
    }
  }
}
