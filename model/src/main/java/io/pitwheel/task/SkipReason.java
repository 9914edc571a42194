package io.pitwheel.task;

/** Why a task was not run. */
public enum SkipReason {
  CONDITION_FALSE(true),
  UPSTREAM_SKIPPED(true),
  UPSTREAM_FAILED(true),
  CANCELLED(true),
  /** A loop over an empty list: what comes after goes on, with empty collections. */
  NO_ITERATIONS(false),
  /** A graph in which every task was skipped: it was entered, so what comes after goes on. */
  NOTHING_RAN(false);

  private final boolean stopsDependents;

  SkipReason(boolean stopsDependents) {
    this.stopsDependents = stopsDependents;
  }

  /** Whether tasks that depend on the skipped one are skipped too. */
  public boolean stopsDependents() {
    return stopsDependents;
  }

  /** Whether the result document names it: users asked about four reasons, the rest are none. */
  public boolean isPublic() {
    return stopsDependents;
  }

  /** The reason of the tasks inside a graph that was skipped for this one. */
  public SkipReason inherited() {
    return this == UPSTREAM_FAILED || this == CANCELLED ? this : UPSTREAM_SKIPPED;
  }
}
