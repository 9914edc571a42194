package io.pitwheel.recurringrun;

import java.time.Instant;
import java.util.Optional;

/** Times that repeat, each at a whole second. */
public sealed interface Cadence permits CalendarCadence, IntervalCadence, ZonedCadence {
  /** The last year whose times a wire message can carry. */
  int LAST_YEAR = 9999;

  /**
   * The first time after another, whole seconds; empty when there is none before the year {@value
   * #LAST_YEAR} ends or within the search that is worth its while.
   */
  Optional<Instant> nextAfter(Instant previous);

  /**
   * The last of the times from the first one on that is not after the limit.
   *
   * @param first one of the times
   * @param limit not before it
   */
  default Instant latestUpTo(Instant first, Instant limit) {
    // Halves the time in which it must lie: a backlog of years costs no more than one.
    Instant latest = first;
    long low = first.getEpochSecond();
    long high = limit.getEpochSecond();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Instant> next =
          nextAfter(Instant.ofEpochSecond(middle)).filter(tick -> !tick.isAfter(limit));
      if (next.isPresent()) {
        latest = next.get();
        low = latest.getEpochSecond();
      } else {
        high = middle;
      }
    }
    return latest;
  }
}
