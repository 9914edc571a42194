package io.pitwheel.server.run;

import io.pitwheel.engine.Engine;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunStore;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.SubmissionQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the engine of runs that were written down. It is nudged after each write, and looks by
 * itself for what came due later or was left by a server that died.
 */
public final class RunSubmitter implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunSubmitter.class);
  private static final int BATCH = 64;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final SubmissionQueue queue;
  private final RunStore runs;
  private final Engine engine;
  private final Clock clock;
  private final String owner;
  private final Semaphore nudges = new Semaphore(0);
  private volatile boolean isClosed;
  private volatile Thread worker = Thread.ofVirtual().unstarted(() -> {});

  /**
   * @param owner tells this server's leases from those of others
   */
  public RunSubmitter(
      SubmissionQueue queue, RunStore runs, Engine engine, Clock clock, String owner) {
    this.queue = queue;
    this.runs = runs;
    this.engine = engine;
    this.clock = clock;
    this.owner = owner;
  }

  public void start() {
    worker = Thread.ofVirtual().name("run submitter").start(this::work);
  }

  /** Something may be due: look at once. */
  public void nudge() {
    nudges.release();
  }

  /** Waits for the submission in hand; others stay due. */
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
        if (submitDue() < BATCH) {
          // The count is of no interest, and one look serves all who nudged.
          boolean wasNudged = nudges.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
          LOGGER.trace("looking again, nudged: {}", wasNudged);
          nudges.drainPermits();
        }
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands over what is due now; how many that were. */
  int submitDue() {
    try {
      List<Submission> due = queue.take(owner, BATCH, clock.instant(), LEASE);
      List<Submission> settled = due.stream().filter(this::isSettled).toList();
      if (!settled.isEmpty()) {
        queue.complete(settled);
      }
      return due.size();
    } catch (PipelinesException exception) {
      // The database is away: nothing is lost, the next look finds the same.
      LOGGER.atWarn().log("taking due submissions: {}", exception.getMessage());
      return 0;
    } catch (RuntimeException exception) {
      // A defect of ours must not end the thread that every later run waits for.
      LOGGER.atError().setCause(exception).log("taking due submissions");
      return 0;
    }
  }

  /** Hands it over; answers whether that is all: the engine has it, or never will. */
  private boolean isSettled(Submission submission) {
    try {
      switch (submission.kind()) {
        case START -> engine.submit(submission.runId());
        case RETRY -> engine.retry(submission.runId());
        case TERMINATE -> engine.terminate(submission.runId());
      }
      return true;
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        postpone(submission, exception);
        return false;
      }
      giveUp(submission, exception);
      return true;
    } catch (RuntimeException exception) {
      postpone(submission, exception);
      return false;
    }
  }

  private void postpone(Submission submission, RuntimeException exception) {
    boolean isDefect = !(exception instanceof PipelinesException);
    LOGGER
        .atLevel(isDefect ? Level.ERROR : Level.WARN)
        .addKeyValue("runId", submission.runId())
        .addKeyValue("attempts", submission.attempts())
        .setCause(isDefect ? exception : null)
        .log("the engine does not take the run now: {}", exception.getMessage());
    queue.postpone(
        submission,
        clock.instant().plus(waitAfter(submission.attempts())),
        String.valueOf(exception.getMessage()));
  }

  /** The engine will never take it: the run ends with the reason instead of waiting for ever. */
  private void giveUp(Submission submission, PipelinesException exception) {
    runs.endEarly(
        submission.runId(),
        new TaskFailure(exception.code(), String.valueOf(exception.getMessage()), exception.path()),
        clock.instant());
  }

  /** Doubles with each attempt, up to a bound. */
  static Duration waitAfter(int attempts) {
    int doublings = Math.clamp(attempts - 1L, 0, 10);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
