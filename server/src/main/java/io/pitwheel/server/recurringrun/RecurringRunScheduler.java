package io.pitwheel.server.recurringrun;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.recurringrun.RecurringRunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has ticks settled when they are due. It waits for the next one, is woken by changes, and looks by
 * itself now and then: clocks jump, and other servers write to the same database.
 */
public final class RecurringRunScheduler implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecurringRunScheduler.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** While a tick is due that cannot be settled, such as one that waits for runs to end. */
  private static final Duration LOOK_AT_WAITING = Duration.ofSeconds(1);

  private final RecurringRunStore recurringRuns;
  private final RecurringRunFirer firer;
  private final Clock clock;
  private final Semaphore nudges = new Semaphore(0);
  private volatile boolean isClosed;
  private volatile Thread worker = Thread.ofVirtual().unstarted(() -> {});

  public RecurringRunScheduler(
      RecurringRunStore recurringRuns, RecurringRunFirer firer, Clock clock) {
    this.recurringRuns = recurringRuns;
    this.firer = firer;
    this.clock = clock;
  }

  public void start() {
    worker = Thread.ofVirtual().name("recurring run scheduler").start(this::work);
  }

  /** Something may be due earlier now: look at once. */
  public void nudge() {
    nudges.release();
  }

  /** Waits for the ticks in hand; others stay due. */
  @Override
  public void close() {
    isClosed = true;
    nudge();
    try {
      worker.join();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!isClosed) {
        Duration wait = settleDue();
        // One look serves all who nudged.
        boolean wasNudged = nudges.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.trace("looking again, nudged: {}", wasNudged);
        nudges.drainPermits();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /** Settles all that can be settled; how long there is nothing to do then. */
  Duration settleDue() {
    try {
      int settled = 1;
      while (settled > 0 && !isClosed) {
        settled = firer.fireDue();
      }
      return waitFor(recurringRuns.earliestDue(), clock.instant());
    } catch (PipelinesException exception) {
      // The database is away: nothing is lost, the next look finds the same.
      LOGGER.atWarn().log("looking for due ticks: {}", exception.getMessage());
    } catch (RuntimeException exception) {
      // A defect of ours must not end the thread that every schedule waits for.
      LOGGER.atError().setCause(exception).log("looking for due ticks");
    }
    return LOOK_AGAIN;
  }

  static Duration waitFor(Optional<Instant> earliestDue, Instant now) {
    if (earliestDue.isEmpty()) {
      return LOOK_AGAIN;
    }
    // Rounded up: a look just before the time would find nothing.
    Duration left = Duration.between(now, earliestDue.get()).plusMillis(1);
    if (left.compareTo(Duration.ofMillis(1)) <= 0) {
      return LOOK_AT_WAITING;
    }
    return left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
  }
}
