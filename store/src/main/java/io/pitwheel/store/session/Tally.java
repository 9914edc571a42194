package io.pitwheel.store.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often things were written since the database was opened, by name; for whoever watches. It
 * counts what is about to be committed: a transaction that is done again counts again.
 */
public final class Tally {
  /** A run was taken over whose owner's lease had run out. */
  public static final String LOST_LEASE = "lease.lost";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** The name of a change to a state, such as {@code run.state/RUNNING}. */
  public static String name(String kind, String state) {
    return kind + "/" + state;
  }

  /**
   * @param name one of a few, never anything that a user chose
   */
  public void count(String name) {
    counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
  }

  /** How often the thing was counted. */
  public long of(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }
}
