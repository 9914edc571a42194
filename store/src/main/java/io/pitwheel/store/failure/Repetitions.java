package io.pitwheel.store.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Says which of many messages are told: the same one not more often than each ten seconds, whatever
 * else comes in between. Safe for many threads.
 */
final class Repetitions {
  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

  /** Messages beyond this many push out those that were told longest ago. */
  private static final int MAX_KNOWN = 64;

  private final LongSupplier nanos;
  private final Map<String, Told> known = new LinkedHashMap<>(16, 0.75f, true);

  private record Told(long at, int untold) {}

  /**
   * @param nanos a clock that is never put back
   */
  Repetitions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How often a message was not told since it last was, if it is told now; empty if it is not. */
  synchronized OptionalInt tell(String message) {
    long now = nanos.getAsLong();
    Told last = known.get(message);
    if (last != null && now - last.at() < QUIET_NANOS) {
      known.put(message, new Told(last.at(), last.untold() + 1));
      return OptionalInt.empty();
    }
    known.put(message, new Told(now, 0));
    if (known.size() > MAX_KNOWN) {
      known.remove(known.keySet().iterator().next());
    }
    return OptionalInt.of(last == null ? 0 : last.untold());
  }
}
