package io.pitwheel.store.session;

/**
 * Whether a database was there when it was last called, and whether anybody has time to wait for
 * it.
 */
final class Reach {
  private volatile boolean isAway;
  private volatile boolean isHurried;

  void came() {
    if (isAway) {
      isAway = false;
    }
  }

  void wentAway() {
    isAway = true;
  }

  /** Whether it could not be reached when it was last called. */
  boolean isAway() {
    return isAway;
  }

  /** Nobody waits any more for a database that is away. */
  void hurry() {
    isHurried = true;
  }

  /** Whether a call fails without having been tried. */
  boolean isGivenUp() {
    return isHurried && isAway;
  }
}
