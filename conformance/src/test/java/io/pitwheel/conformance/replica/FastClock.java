package io.pitwheel.conformance.replica;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Goes faster than time does, and alike in every process: what a server waits for by its clock,
 * such as the lease of one that is gone, comes sooner, while leases under way are prolonged in
 * time.
 */
final class FastClock extends Clock {
  private static final int TIMES = 2;

  private final Instant right;
  private final InstantSource machine = InstantSource.system();

  /**
   * @param right when it was right
   */
  FastClock(Instant right) {
    this.right = right;
  }

  @Override
  public Instant instant() {
    return right.plusMillis(TIMES * (machine.millis() - right.toEpochMilli()));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("servers keep times without zones");
  }
}
