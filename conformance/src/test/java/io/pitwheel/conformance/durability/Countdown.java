package io.pitwheel.conformance.durability;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends the virtual machine at a chosen crossing, as {@code kill -9} does: no hook runs. */
final class Countdown {
  /** The exit code of a process that was killed. */
  static final int KILLED = 137;

  private final AtomicInteger left;

  /**
   * @param crossings how many points are passed before the end
   */
  Countdown(int crossings) {
    this.left = new AtomicInteger(crossings);
  }

  void cross() {
    if (left.getAndDecrement() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
