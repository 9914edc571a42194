package io.pitwheel.server.logs;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.event.EventFeed;
import io.pitwheel.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For a server that keeps no logs of tasks: deletes what the commands of a run printed, once it has
 * ended and nobody reads it any more. What an earlier server left is deleted at the start.
 */
public final class PassingLogs implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PassingLogs.class);

  private final RunStore runs;
  private final EventFeed feed;
  private final Path folder;
  private final LinkedBlockingDeque<String> changed = new LinkedBlockingDeque<>();
  private final AutoCloseable registration;
  private final Thread thread;

  /**
   * @param folder with one folder a run, named by its id
   */
  public PassingLogs(Stores stores, EventFeed feed, Path folder) {
    this.runs = stores.runs();
    this.feed = feed;
    this.folder = folder;
    registration = stores.events().onAppended(this::look);
    feed.onUnfollowed(this::look);
    kept().forEach(this::look);
    thread = Thread.ofVirtual().name("passing logs").start(this::deleteWhatIsOver);
  }

  private void look(String runId) {
    if (!changed.contains(runId)) {
      changed.add(runId);
    }
  }

  private List<String> kept() {
    try (Stream<Path> folders = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return folders.map(path -> path.getFileName().toString()).toList();
    } catch (IOException exception) {
      LOGGER.atWarn().setCause(exception).log("looking for logs of runs that have ended");
      return List.of();
    }
  }

  private void deleteWhatIsOver() {
    try {
      while (true) {
        deleteIfOver(changed.take());
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteIfOver(String runId) {
    try {
      Path logs = folder.resolve(runId);
      if (Files.exists(logs) && !feed.isFollowed(runId) && isOver(runId)) {
        FileTree.delete(logs);
      }
    } catch (PipelinesException | IOException exception) {
      // They stay until the next start: disk space, and nothing that a run waits for.
      LOGGER.atWarn().addKeyValue("runId", runId).setCause(exception).log("deleting logs");
    }
  }

  private boolean isOver(String runId) {
    return runs.find(runId).map(run -> run.state().isTerminal()).orElse(true);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      registration.close();
    } catch (Exception exception) {
      throw new IllegalStateException("leaving the event log", exception);
    }
  }
}
