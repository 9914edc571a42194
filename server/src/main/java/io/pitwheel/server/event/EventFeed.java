package io.pitwheel.server.event;

import io.pitwheel.event.EventLog;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Wakes those who follow a run when something was written about it. */
public final class EventFeed implements AutoCloseable {
  /** Followers at once; each holds a connection and a thread. */
  static final int MAX_FOLLOWERS = 1_000;

  private final Map<String, Set<Follower>> followers = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AutoCloseable registration;
  private volatile boolean isClosed;

  public EventFeed(EventLog events) {
    registration = events.onAppended(this::wake);
  }

  /**
   * One who follows a run. What is written after it was made wakes it, also when it is not waiting
   * at that moment.
   */
  public final class Follower implements AutoCloseable {
    private final String runId;
    private final Semaphore wakes = new Semaphore(0);

    private Follower(String runId) {
      this.runId = runId;
    }

    /** Waits for news, the end of the feed, or the time; whether it was not the time. */
    public boolean await(Duration longest) throws InterruptedException {
      boolean isAwake = wakes.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
      wakes.drainPermits();
      return isAwake;
    }

    /** Ends a wait, such as that of a client that went away. */
    public void wake() {
      wakes.release();
    }

    @Override
    public void close() {
      followers.computeIfPresent(
          runId,
          (_, others) -> {
            if (others.remove(this)) {
              count.decrementAndGet();
            }
            return others.isEmpty() ? null : others;
          });
    }
  }

  /**
   * @throws PipelinesException RESOURCE_EXHAUSTED when too many follow
   */
  public Follower follow(String runId) {
    if (count.incrementAndGet() > MAX_FOLLOWERS) {
      count.decrementAndGet();
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "following run %s: %d connections follow runs (expected: fewer)"
              .formatted(runId, MAX_FOLLOWERS));
    }
    var follower = new Follower(runId);
    followers.compute(
        runId,
        (_, others) -> {
          Set<Follower> set = others == null ? ConcurrentHashMap.newKeySet() : others;
          set.add(follower);
          return set;
        });
    return follower;
  }

  /** Whether the server is ending, so that nobody should go on following. */
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      registration.close();
    } catch (Exception exception) {
      throw new IllegalStateException("leaving the event log", exception);
    } finally {
      followers.values().forEach(set -> set.forEach(Follower::wake));
    }
  }

  private void wake(String runId) {
    followers.getOrDefault(runId, Set.of()).forEach(Follower::wake);
  }
}
