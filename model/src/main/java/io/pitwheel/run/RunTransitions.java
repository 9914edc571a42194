package io.pitwheel.run;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Every change of state a run may make. Terminal is terminal, except through a retry. */
public final class RunTransitions {
  private static final Map<RunState, Set<RunState>> ALLOWED = new EnumMap<>(RunState.class);

  static {
    ALLOWED.put(
        RunState.PENDING, EnumSet.of(RunState.RUNNING, RunState.CANCELING, RunState.FAILED));
    ALLOWED.put(
        RunState.RUNNING,
        EnumSet.of(
            RunState.SUCCEEDED,
            RunState.SKIPPED,
            RunState.FAILED,
            RunState.CANCELING,
            RunState.PAUSED));
    ALLOWED.put(RunState.PAUSED, EnumSet.of(RunState.RUNNING, RunState.CANCELING));
    ALLOWED.put(RunState.CANCELING, EnumSet.of(RunState.FAILED));
    ALLOWED.put(RunState.FAILED, EnumSet.of(RunState.PENDING));
    for (RunState terminal : EnumSet.of(RunState.SUCCEEDED, RunState.SKIPPED, RunState.CANCELED)) {
      ALLOWED.put(terminal, EnumSet.noneOf(RunState.class));
    }
  }

  private RunTransitions() {}

  public static boolean allows(RunState from, RunState to) {
    return allowedFrom(from).contains(to);
  }

  public static Set<RunState> allowedFrom(RunState from) {
    return ALLOWED.getOrDefault(from, Set.of());
  }
}
