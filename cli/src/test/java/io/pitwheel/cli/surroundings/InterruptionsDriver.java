package io.pitwheel.cli.surroundings;

/** Lets tests of other packages press Ctrl-C. */
public final class InterruptionsDriver {
  private InterruptionsDriver() {}

  /** One signal arrives. */
  public static void interrupt(Interruptions interruptions) {
    interruptions.happen();
  }
}
