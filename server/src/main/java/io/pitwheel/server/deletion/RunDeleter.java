package io.pitwheel.server.deletion;

import io.pitwheel.engine.Engine;
import io.pitwheel.event.EventLog;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunStore;
import io.pitwheel.run.RunStore.Deletion;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs. One that is under way is hidden and asked to stop, and goes when it has ended: at
 * once where it ends in this process, else by a look from time to time at all that wait for their
 * removal, whichever server was asked for it and lives no more, or did not hear of the end.
 */
public final class RunDeleter implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunDeleter.class);

  /** As often as servers look for runs of those that died. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final int BATCH = 100;

  private final RunStore runs;
  private final Clock clock;
  private final Engine engine;
  private final Runnable onRequested;
  private final AutoCloseable registration;
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread worker = Thread.ofVirtual().unstarted(() -> {});

  /**
   * @param engine has things of runs beside their rows
   * @param onRequested told after each request to stop that was written
   */
  public RunDeleter(
      RunStore runs, EventLog events, Engine engine, Clock clock, Runnable onRequested) {
    this.runs = runs;
    this.engine = engine;
    this.clock = clock;
    this.onRequested = onRequested;
    this.registration = events.onAppended(this::heard);
  }

  /** Goes on with what an earlier server began, and with what others do not end. */
  public void resume() {
    for (String runId : runs.listDeleting()) {
      await(runId);
    }
    worker = Thread.ofVirtual().name("run deleter").start(this::work);
  }

  private void work() {
    try {
      while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        lookAround();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAround() {
    try {
      runs.listDeletable(BATCH).forEach(this::finish);
      if (!stopping.isEmpty()) {
        // Another server may have removed them.
        stopping.retainAll(Set.copyOf(runs.listDeleting()));
      }
    } catch (PipelinesException exception) {
      LOGGER.atWarn().log("looking for runs that are to be deleted: {}", exception.getMessage());
    } catch (RuntimeException exception) {
      // A defect of ours must not end the thread that ends deletions.
      LOGGER.atError().setCause(exception).log("looking for runs that are to be deleted");
    }
  }

  /**
   * What the engine has of a run goes before its rows, from which alone it is known.
   *
   * @throws PipelinesException NOT_FOUND; UNAVAILABLE when the engine cannot forget it now
   */
  public void delete(String runId) {
    forgetIfEnded(runId);
    switch (runs.delete(runId, clock.instant())) {
      case DONE -> {}
      case REMOVING -> finish(runId);
      case STOPPING -> {
        onRequested.run();
        await(runId);
      }
    }
  }

  private void await(String runId) {
    stopping.add(runId);
    // It may have ended before anybody listened.
    finish(runId);
  }

  /** The one who tells of news must not wait for a write. */
  private void heard(String runId) {
    if (stopping.contains(runId)) {
      Thread.ofVirtual().name("deletion of " + runId).start(() -> finish(runId));
    }
  }

  private void finish(String runId) {
    try {
      forgetIfEnded(runId);
      Deletion deletion = Deletion.REMOVING;
      while (deletion == Deletion.REMOVING) {
        deletion = runs.finishDeletion(runId);
      }
      if (deletion == Deletion.DONE) {
        stopping.remove(runId);
      }
    } catch (PipelinesException exception) {
      // The database or the engine's place is away; the next look tries again.
      LOGGER
          .atWarn()
          .addKeyValue("runId", runId)
          .log("deleting a run that has stopped: {}", exception.getMessage());
    }
  }

  private void forgetIfEnded(String runId) {
    if (runs.find(runId).filter(run -> run.state().isTerminal()).isPresent()) {
      engine.forget(runId);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      worker.join();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
    try {
      registration.close();
    } catch (Exception exception) {
      throw new IllegalStateException("leaving the event log", exception);
    }
  }
}
