package io.pitwheel.run;

/** The state of a run; names and numbers as on the wire. */
public enum RunState {
  PENDING(1, false),
  RUNNING(2, false),
  SUCCEEDED(3, true),
  SKIPPED(4, true),
  FAILED(5, true),
  /** Termination was asked for and is under way. */
  CANCELING(6, false),
  /** Only read, as another name for FAILED with code CANCELLED; no run is written in it. */
  CANCELED(7, true),
  PAUSED(8, false);

  private final int number;
  private final boolean isTerminal;

  RunState(int number, boolean isTerminal) {
    this.number = number;
    this.isTerminal = isTerminal;
  }

  public int number() {
    return number;
  }

  public boolean isTerminal() {
    return isTerminal;
  }
}
