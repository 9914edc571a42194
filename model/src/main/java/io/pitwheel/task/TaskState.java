package io.pitwheel.task;

/** The state of a task; names and numbers as on the wire. */
public enum TaskState {
  /**
   * Written, not begun: the root task of a run that no engine has taken yet, and what a retry of
   * the run took back.
   */
  UNSPECIFIED(0, false),
  RUNNING(1, false),
  SUCCEEDED(2, true),
  SKIPPED(3, true),
  FAILED(4, true),
  CACHED(5, true);

  private final int number;
  private final boolean isTerminal;

  TaskState(int number, boolean isTerminal) {
    this.number = number;
    this.isTerminal = isTerminal;
  }

  public int number() {
    return number;
  }

  /** No task leaves a terminal state, except through a retry of its run. */
  public boolean isTerminal() {
    return isTerminal;
  }

  /** Whether what depends on it may use its outputs. */
  public boolean hasOutputs() {
    return this == SUCCEEDED || this == CACHED;
  }
}
