package io.pitwheel.engine.systemlog;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.systemlog.SystemLog;
import io.pitwheel.systemlog.SystemLogEntry;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One thread that tells lines to a stream and keeps them as objects, in the order in which they
 * were given. Who gives too many waits; nobody else does.
 */
public final class BackgroundSystemLog implements SystemLog, AutoCloseable {
  private static final Logger LOGGER = System.getLogger(BackgroundSystemLog.class.getName());

  /** A few megabytes at most. */
  private static final int MAX_WAITING = 2_000;

  private static final int MAX_PENDING = 500;

  /**
   * How long objects are gathered: a file that is made while a database syncs makes that sync wait,
   * on most file systems.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Of one run; a store that is away must not fill the memory. */
  private static final int MAX_TROUBLES = 1_000;

  private final ObjectStore objects;
  private final @Nullable LineTeller told;
  private final Path workFolder;
  private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Map<String, List<Trouble>> troubles = new HashMap<>();
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private long firstPendingAt;
  private final Thread writer;

  /** Told, and still to be kept. */
  private record Pending(String runId, String taskId, String location, String text) {}

  /** What the thread has to do. */
  private sealed interface Item {
    record Write(SystemLogEntry entry) implements Item {}

    record Reached(CountDownLatch latch) implements Item {}

    record End() implements Item {}
  }

  /**
   * @param told gets every line at once, as long as somebody reads it; null for nobody
   * @param workFolder where an object store may want a file to be written first
   */
  public BackgroundSystemLog(ObjectStore objects, @Nullable OutputStream told, Path workFolder) {
    this.objects = objects;
    this.told = told == null ? null : new LineTeller(told);
    this.workFolder = workFolder;
    this.writer = Thread.ofPlatform().name("system log").daemon().start(this::work);
  }

  @Override
  public void write(SystemLogEntry entry) {
    put(new Item.Write(entry));
  }

  @Override
  public List<Trouble> flush(String runId) {
    var latch = new CountDownLatch(1);
    put(new Item.Reached(latch));
    untilDone(() -> latch.await(PATIENCE.toNanos(), NANOSECONDS));
    synchronized (troubles) {
      List<Trouble> found = troubles.remove(runId);
      return found == null ? List.of() : found;
    }
  }

  @Override
  public boolean isWritten(String location) {
    try {
      return objects.exists(location);
    } catch (PipelinesException exception) {
      return false;
    }
  }

  /** Returns when everything that was taken is written. */
  @Override
  public void close() {
    put(new Item.End());
    untilDone(() -> {
      writer.join();
      return true;
    });
    if (told != null) {
      told.close();
    }
  }

  private void put(Item item) {
    untilDone(() -> {
      waiting.put(item);
      return true;
    });
  }

  /** Something that may be interrupted, and answers whether it is done. */
  private interface Step {
    boolean isDone() throws InterruptedException;
  }

  /**
   * Repeats a step until it is done or nobody is left to do it for. A thread that was interrupted
   * still tells what happened, and is interrupted again afterwards.
   */
  private void untilDone(Step step) {
    boolean wasInterrupted = Thread.interrupted();
    boolean isDone = false;
    while (!isDone && writer.isAlive()) {
      try {
        isDone = step.isDone();
      } catch (InterruptedException exception) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        Item item = pending.isEmpty() ? waiting.take() : waiting.poll(untilDue(), NANOSECONDS);
        goesOn = item == null || take(item);
        if (!pending.isEmpty() && (untilDue() <= 0 || pending.size() >= MAX_PENDING)) {
          keepPending();
        }
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilDue() {
    return firstPendingAt + PATIENCE.toNanos() - System.nanoTime();
  }

  /** Answers whether more items are to be taken. */
  private boolean take(Item item) {
    switch (item) {
      case Item.Write(SystemLogEntry entry) -> takeEntry(entry);
      case Item.Reached(CountDownLatch latch) -> {
        keepPending();
        latch.countDown();
      }
      case Item.End _ -> keepPending();
    }
    return !(item instanceof Item.End);
  }

  private void takeEntry(SystemLogEntry entry) {
    if (told == null && entry.location().isEmpty()) {
      return;
    }
    String text = text(entry);
    if (told != null) {
      told.tell(text);
    }
    if (!entry.location().isEmpty()) {
      if (pending.isEmpty()) {
        firstPendingAt = System.nanoTime();
      }
      pending.put(
          entry.location(), new Pending(entry.runId(), entry.taskId(), entry.location(), text));
    }
  }

  private static String text(SystemLogEntry entry) {
    var text = new StringBuilder();
    for (JsonObject line : entry.lines().get()) {
      text.append(JsonWriter.write(line)).append('\n');
    }
    return text.toString();
  }

  private void keepPending() {
    pending.values().forEach(this::keep);
    pending.clear();
  }

  private void keep(Pending entry) {
    try {
      Path file = objects.prepareOutput(entry.location(), workFolder);
      Files.writeString(file, entry.text());
      objects.publish(file, entry.location());
      if (!file.toString().equals(entry.location())) {
        Files.deleteIfExists(file);
      }
    } catch (PipelinesException | IOException exception) {
      note(entry, exception);
    } catch (RuntimeException exception) {
      LOGGER.log(Level.ERROR, "keeping the system log " + entry.location(), exception);
      note(entry, exception);
    }
  }

  private void note(Pending entry, Exception exception) {
    String reason =
        exception instanceof PipelinesException
            ? String.valueOf(exception.getMessage())
            : exception.toString();
    synchronized (troubles) {
      List<Trouble> ofRun = troubles.computeIfAbsent(entry.runId(), _ -> new ArrayList<>());
      if (ofRun.size() < MAX_TROUBLES) {
        ofRun.add(
            new Trouble(
                entry.taskId(),
                "keeping the system log at %s: %s".formatted(entry.location(), reason)));
      }
    }
  }
}
