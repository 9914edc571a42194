package io.pitwheel.server.run;

import io.pitwheel.engine.Engine;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLeases;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the engine the runs that were under way when their server ended: this one before its last
 * end, at once; another one on the same database, when its leases run out. Runs that never began
 * still have their submission.
 */
public final class RunResumer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunResumer.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PROLONG_EVERY = Duration.ofSeconds(5);
  private static final int BATCH = 100;

  private final RunStore runs;
  private final RunLeases leases;
  private final Engine engine;
  private final Clock clock;
  private final String owner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread worker = Thread.ofVirtual().unstarted(() -> {});

  /**
   * @param owner tells this server from others, and is the same after a restart
   */
  public RunResumer(RunStore runs, RunLeases leases, Engine engine, Clock clock, String owner) {
    this.runs = runs;
    this.leases = leases;
    this.engine = engine;
    this.clock = clock;
    this.owner = owner;
  }

  /** Returns once the engine has all that this server had, and goes on to look for others. */
  public void resume() {
    leases.leaveAll(owner);
    resumeAbandoned();
    worker = Thread.ofVirtual().name("run resumer").start(this::work);
  }

  private void resumeAbandoned() {
    List<String> taken;
    do {
      taken = leases.takeAbandoned(owner, clock.instant(), LEASE, BATCH);
      taken.forEach(this::resume);
    } while (taken.size() == BATCH);
  }

  private void resume(String runId) {
    RunState state = runs.find(runId).map(run -> run.state()).orElse(RunState.FAILED);
    if (state == RunState.CANCELING) {
      engine.terminate(runId);
    } else if (!state.isTerminal()) {
      engine.submit(runId);
    }
  }

  private void work() {
    try {
      while (!closed.await(PROLONG_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        lookAround();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAround() {
    try {
      leases.prolong(owner, clock.instant(), LEASE);
      resumeAbandoned();
    } catch (PipelinesException exception) {
      // The database is away, also for those who would take our runs.
      LOGGER.atWarn().log("prolonging the leases of runs: {}", exception.getMessage());
    } catch (RuntimeException exception) {
      // A defect of ours must not end the thread that keeps the leases.
      LOGGER.atError().setCause(exception).log("prolonging the leases of runs");
    }
  }

  /** Looks no more. What the engine has stays leased until {@link #leave}. */
  @Override
  public void close() {
    closed.countDown();
    try {
      worker.join();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the runs to other servers at once; called when the engine has stopped. */
  public void leave() {
    try {
      leases.leaveAll(owner);
    } catch (PipelinesException exception) {
      LOGGER.atWarn().log("leaving runs to other servers: {}", exception.getMessage());
    }
  }
}
