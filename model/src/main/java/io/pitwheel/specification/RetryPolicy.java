package io.pitwheel.specification;

import java.time.Duration;

/**
 * How often and when a failed attempt is followed by another: the wait before attempt n + 1 is
 * {@code firstWait * factor^(n-1)}, never above {@code longestWait} (zero: no bound).
 */
public record RetryPolicy(int maxRetries, Duration firstWait, double factor, Duration longestWait) {
  public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO);

  /** The wait before the given retry, counted from 1. */
  public Duration waitBefore(int retry) {
    double millis = firstWait.toMillis() * Math.pow(factor, retry - 1.0);
    double bound = longestWait.isZero() ? Long.MAX_VALUE : longestWait.toMillis();
    return Duration.ofMillis((long) Math.min(millis, bound));
  }
}
