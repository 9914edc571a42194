package io.pitwheel.server.event;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.pitwheel.event.EventLog;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes those who follow a run when something was written about it. */
public final class EventFeed implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EventFeed.class);

  /** Followers at once; each holds a connection and a thread. */
  static final int MAX_FOLLOWERS = 1_000;

  /** News of other servers is as old as this at most, besides what one question costs. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private static final Duration LOOK_AFTER_TROUBLE = Duration.ofSeconds(2);

  private final EventLog events;
  private final Semaphore freshFollowers = new Semaphore(0);
  private final Map<String, Set<Follower>> followers = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AutoCloseable registration;
  private volatile boolean isClosed;

  public EventFeed(EventLog events) {
    this.events = events;
    registration = events.onAppended(this::wake);
    if (!events.hearsAll()) {
      Thread.ofVirtual().name("event feed").start(this::lookForOthers);
    }
  }

  /** While somebody follows, asks how many events there are; else waits for a follower. */
  private void lookForOthers() {
    try {
      Map<String, Long> known = Map.of();
      while (!isClosed) {
        if (followers.isEmpty()) {
          freshFollowers.acquire();
          known = Map.of();
        }
        known = look(known);
        boolean hasFresh = freshFollowers.tryAcquire(LOOK_EVERY.toMillis(), MILLISECONDS);
        LOGGER.trace("looking again, fresh followers: {}", hasFresh);
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes whoever follows a run that has more, or is gone; answers what there is. */
  private Map<String, Long> look(Map<String, Long> known) throws InterruptedException {
    Set<String> followed = Set.copyOf(followers.keySet());
    try {
      Map<String, Long> found = events.counts(followed);
      for (String runId : followed) {
        if (!Objects.equals(found.get(runId), known.get(runId))) {
          wake(runId);
        }
      }
      return found;
    } catch (PipelinesException exception) {
      LOGGER.atDebug().log("looking for events of other servers: {}", exception.getMessage());
      boolean hasFresh = freshFollowers.tryAcquire(LOOK_AFTER_TROUBLE.toMillis(), MILLISECONDS);
      LOGGER.trace("looking again, fresh followers: {}", hasFresh);
      return known;
    }
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
      boolean isAwake = wakes.tryAcquire(longest.toMillis(), MILLISECONDS);
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
    freshFollowers.release();
    return follower;
  }

  /** Whether the server is ending, so that nobody should go on following. */
  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public void close() {
    isClosed = true;
    freshFollowers.release();
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
