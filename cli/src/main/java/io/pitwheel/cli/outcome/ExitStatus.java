package io.pitwheel.cli.outcome;

/** What the program tells the shell; the numbers are part of the contract with scripts. */
public enum ExitStatus {
  SUCCEEDED(0),
  /** The run ended, and not well. */
  RUN_FAILED(1),
  /** What the user gave cannot be used: an option, a file, a parameter. */
  REFUSED(2),
  /** The server or the engine is at fault, or cannot be reached. */
  TROUBLE(3),
  INTERRUPTED(130);

  private final int number;

  ExitStatus(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
