package io.pitwheel.task;

/**
 * How the states of the tasks inside a graph become the state of the graph. The rules are
 * commutative and associative: the order in which tasks end does not matter.
 */
public final class Folding {
  private Folding() {}

  /** Counts one more ended task. */
  public static TaskCounters childEnded(TaskCounters counters, TaskState state) {
    return switch (state) {
      case SUCCEEDED ->
          new TaskCounters(
              counters.expected(),
              counters.succeeded() + 1,
              counters.cached(),
              counters.skipped(),
              counters.failed());
      case CACHED ->
          new TaskCounters(
              counters.expected(),
              counters.succeeded(),
              counters.cached() + 1,
              counters.skipped(),
              counters.failed());
      case SKIPPED ->
          new TaskCounters(
              counters.expected(),
              counters.succeeded(),
              counters.cached(),
              counters.skipped() + 1,
              counters.failed());
      case FAILED ->
          new TaskCounters(
              counters.expected(),
              counters.succeeded(),
              counters.cached(),
              counters.skipped(),
              counters.failed() + 1);
      case UNSPECIFIED, RUNNING ->
          throw new IllegalStateException("folding a task that has not ended: " + state);
    };
  }

  /**
   * The state of a graph whose tasks have all ended: FAILED if any failed; SUCCEEDED when there was
   * nothing to do; CACHED or SKIPPED when all were; else SUCCEEDED (KFP's rule).
   */
  public static TaskState terminalState(TaskCounters counters) {
    if (!counters.isComplete()) {
      throw new IllegalStateException("folding a graph that has not ended: " + counters);
    }
    if (counters.failed() > 0) {
      return TaskState.FAILED;
    }
    if (counters.expected() > 0 && counters.cached() == counters.expected()) {
      return TaskState.CACHED;
    }
    if (counters.expected() > 0 && counters.skipped() == counters.expected()) {
      return TaskState.SKIPPED;
    }
    return TaskState.SUCCEEDED;
  }
}
