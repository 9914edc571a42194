package io.pitwheel.recurringrun;

import java.time.Instant;
import java.util.Optional;

/** Times that repeat, each at a whole second. */
public sealed interface Cadence permits CalendarCadence, IntervalCadence {
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
  Instant latestUpTo(Instant first, Instant limit);
}
