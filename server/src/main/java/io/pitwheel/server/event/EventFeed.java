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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
  private volatile Consumer<String> onUnfollowed = _ -> {};
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
   * One who follows some runs. What is written after it was made wakes it, also when it is not
   * waiting at that moment.
   */
  public final class Follower implements AutoCloseable {
    private final Set<String> runIds;
    private final Semaphore wakes = new Semaphore(0);
    private final AtomicBoolean hasLeft = new AtomicBoolean();

    private Follower(Set<String> runIds) {
      this.runIds = ConcurrentHashMap.newKeySet();
      this.runIds.addAll(runIds);
    }

    /** Follows one more run; said by whoever waits. */
    void add(String runId) {
      if (runIds.add(runId)) {
        enter(runId, this);
      }
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
      if (hasLeft.compareAndSet(false, true)) {
        count.decrementAndGet();
        runIds.forEach(this::leave);
      }
    }

    private void leave(String runId) {
      Set<Follower> left =
          followers.computeIfPresent(
              runId,
              (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
              });
      if (left == null) {
        onUnfollowed.accept(runId);
      }
    }
  }

  /**
   * @throws PipelinesException RESOURCE_EXHAUSTED when too many follow
   */
  public Follower follow(String runId) {
    return follow(Set.of(runId));
  }

  /**
   * One connection that follows several runs.
   *
   * @throws PipelinesException RESOURCE_EXHAUSTED when too many follow
   */
  public Follower follow(Set<String> runIds) {
    if (count.incrementAndGet() > MAX_FOLLOWERS) {
      count.decrementAndGet();
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "following run %s: %d connections follow runs (expected: fewer)"
              .formatted(String.join(", ", runIds), MAX_FOLLOWERS));
    }
    var follower = new Follower(runIds);
    runIds.forEach(runId -> enter(runId, follower));
    return follower;
  }

  private void enter(String runId, Follower follower) {
    followers.compute(
        runId,
        (_, others) -> {
          Set<Follower> set = others == null ? ConcurrentHashMap.newKeySet() : others;
          set.add(follower);
          return set;
        });
    freshFollowers.release();
  }

  /** Whether anybody follows the run, its events or its logs. */
  public boolean isFollowed(String runId) {
    return followers.containsKey(runId);
  }

  /**
   * Calls the listener with a run's id when the last who followed it has left. It must be quick and
   * must not throw; it takes the place of an earlier one.
   */
  public void onUnfollowed(Consumer<String> listener) {
    onUnfollowed = listener;
  }

  /** How many follow. */
  public int size() {
    return count.get();
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
