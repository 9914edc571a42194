package io.pitwheel.store.selection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which questions had so large a number for their answer a moment ago that it need not be counted
 * again: a number that is told only up to a bound, and was found far beyond it. What makes many
 * rows others at once has it forgotten; another server's doing so is not seen for as long as such a
 * number is believed. Safe for many threads.
 */
public final class Abundance {
  /** Within it no calls that change rows one by one come near the bound. */
  static final Duration LIFETIME = Duration.ofSeconds(5);

  private static final int MAX_QUESTIONS = 1_000;

  private final LongSupplier nanoTime;
  private final Map<Object, Long> ends = new LinkedHashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime} tells it
   */
  public Abundance(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a question had a large answer.
   *
   * @param question a value, with all that its answer depends on
   */
  public synchronized boolean is(Object question) {
    Long end = ends.get(question);
    return end != null && nanoTime.getAsLong() - end < 0;
  }

  /** Notes a large answer. */
  public synchronized void found(Object question) {
    ends.remove(question);
    if (ends.size() >= MAX_QUESTIONS) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(question, nanoTime.getAsLong() + LIFETIME.toNanos());
  }

  /** Believes nothing any more. */
  public synchronized void forget() {
    ends.clear();
  }
}
