package io.pitwheel.server.deletion;

import io.pitwheel.event.EventLog;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunStore;
import io.pitwheel.run.RunStore.Deletion;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs. One that is under way is hidden and asked to stop, and goes when it has ended;
 * those that a server left half deleted go on being deleted by the next.
 */
public final class RunDeleter implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunDeleter.class);

  private final RunStore runs;
  private final Clock clock;
  private final Runnable onRequested;
  private final AutoCloseable registration;
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();

  /**
   * @param onRequested told after each request to stop that was written
   */
  public RunDeleter(RunStore runs, EventLog events, Clock clock, Runnable onRequested) {
    this.runs = runs;
    this.clock = clock;
    this.onRequested = onRequested;
    this.registration = events.onAppended(this::heard);
  }

  /** Goes on with what an earlier server began. */
  public void resume() {
    for (String runId : runs.listDeleting()) {
      await(runId);
    }
  }

  /**
   * @throws PipelinesException NOT_FOUND
   */
  public void delete(String runId) {
    if (runs.delete(runId, clock.instant()) == Deletion.STOPPING) {
      onRequested.run();
      await(runId);
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
      if (runs.finishDeletion(runId)) {
        stopping.remove(runId);
      }
    } catch (PipelinesException exception) {
      // The database is away; the next news of the run, or the next server, tries again.
      LOGGER
          .atWarn()
          .addKeyValue("runId", runId)
          .log("deleting a run that has stopped: {}", exception.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      registration.close();
    } catch (Exception exception) {
      throw new IllegalStateException("leaving the event log", exception);
    }
  }
}
