package io.pitwheel.server.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Upper ends of the classes that times are counted in. */
final class Buckets {
  static final Duration[] CALLS =
      milliseconds(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000);
  static final Duration[] COMMITS = milliseconds(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000);

  private Buckets() {}

  private static Duration[] milliseconds(long... ends) {
    return LongStream.of(ends).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
