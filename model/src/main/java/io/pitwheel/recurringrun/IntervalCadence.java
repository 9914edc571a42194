package io.pitwheel.recurringrun;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Equal distances, counted from the time before.
 *
 * @param interval whole seconds, 1 second to {@link #LONGEST}
 */
public record IntervalCadence(Duration interval) implements Cadence {
  /** A hundred years: longer ones are mistakes. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  public IntervalCadence {
    boolean isInBounds =
        interval.compareTo(Duration.ofSeconds(1)) >= 0 && interval.compareTo(LONGEST) <= 0;
    boolean isWhole = interval.equals(Duration.ofSeconds(interval.toSeconds()));
    if (!isInBounds || !isWhole) {
      throw new IllegalArgumentException(
          "interval: %s (expected: whole seconds, 1 s to %s)".formatted(interval, LONGEST));
    }
  }

  @Override
  public Optional<Instant> nextAfter(Instant previous) {
    Instant next = previous.truncatedTo(ChronoUnit.SECONDS).plus(interval);
    return next.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR
        ? Optional.empty()
        : Optional.of(next);
  }

  @Override
  public Instant latestUpTo(Instant first, Instant limit) {
    long whole = Duration.between(first, limit).toSeconds() / interval.toSeconds();
    return first.plusSeconds(whole * interval.toSeconds());
  }
}
