package io.pitwheel.task;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Every change of state a task may make. A retry of the run is the only way out of FAILED and
 * SKIPPED; nothing leaves SUCCEEDED or CACHED.
 */
public final class TaskTransitions {
  private static final Map<TaskState, Set<TaskState>> ALLOWED = new EnumMap<>(TaskState.class);

  static {
    ALLOWED.put(TaskState.UNSPECIFIED, EnumSet.of(TaskState.RUNNING, TaskState.FAILED));
    ALLOWED.put(
        TaskState.RUNNING,
        EnumSet.of(TaskState.SUCCEEDED, TaskState.SKIPPED, TaskState.FAILED, TaskState.CACHED));
    ALLOWED.put(TaskState.SUCCEEDED, EnumSet.noneOf(TaskState.class));
    ALLOWED.put(TaskState.CACHED, EnumSet.noneOf(TaskState.class));
    ALLOWED.put(TaskState.SKIPPED, EnumSet.noneOf(TaskState.class));
    ALLOWED.put(TaskState.FAILED, EnumSet.noneOf(TaskState.class));
  }

  private TaskTransitions() {}

  public static boolean allows(TaskState from, TaskState to) {
    return allowedFrom(from).contains(to);
  }

  public static Set<TaskState> allowedFrom(TaskState from) {
    return ALLOWED.getOrDefault(from, Set.of());
  }
}
