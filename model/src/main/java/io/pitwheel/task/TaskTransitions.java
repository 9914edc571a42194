package io.pitwheel.task;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Every change of state a task may make. A retry of the run is the only way out of FAILED and
 * SKIPPED: to UNSPECIFIED, to be decided again, or of a graph to RUNNING; nothing leaves SUCCEEDED
 * or CACHED.
 */
public final class TaskTransitions {
  private static final Map<TaskState, Set<TaskState>> ALLOWED = new EnumMap<>(TaskState.class);

  static {
    ALLOWED.put(
        TaskState.UNSPECIFIED,
        EnumSet.of(
            TaskState.RUNNING,
            TaskState.SUCCEEDED,
            TaskState.SKIPPED,
            TaskState.FAILED,
            TaskState.CACHED));
    ALLOWED.put(
        TaskState.RUNNING,
        EnumSet.of(TaskState.SUCCEEDED, TaskState.SKIPPED, TaskState.FAILED, TaskState.CACHED));
    ALLOWED.put(TaskState.SUCCEEDED, EnumSet.noneOf(TaskState.class));
    ALLOWED.put(TaskState.CACHED, EnumSet.noneOf(TaskState.class));
    ALLOWED.put(TaskState.SKIPPED, EnumSet.of(TaskState.UNSPECIFIED));
    ALLOWED.put(TaskState.FAILED, EnumSet.of(TaskState.UNSPECIFIED, TaskState.RUNNING));
  }

  private TaskTransitions() {}

  public static boolean allows(TaskState from, TaskState to) {
    return allowedFrom(from).contains(to);
  }

  public static Set<TaskState> allowedFrom(TaskState from) {
    return ALLOWED.getOrDefault(from, Set.of());
  }
}
