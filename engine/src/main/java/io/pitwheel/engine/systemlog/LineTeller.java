package io.pitwheel.engine.systemlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes texts to a stream on a thread of its own, and never lets anyone wait: somebody may have
 * started a server and not read what it says. What has no room is left out and counted.
 */
final class LineTeller implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(LineTeller.class.getName());
  private static final int MAX_WAITING = 10_000;

  /** How long an end waits for a stream that nobody may be reading. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final OutputStream stream;
  private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong leftOut = new AtomicLong();
  private final Thread teller;
  private volatile boolean isClosed;

  /** What the thread has to do. */
  private sealed interface Item {
    record Text(String text) implements Item {}

    record Reached(CountDownLatch latch) implements Item {}
  }

  LineTeller(OutputStream stream) {
    this.stream = stream;
    this.teller = Thread.ofPlatform().name("system log lines").daemon().start(this::work);
  }

  /** Whole lines, each with its end. */
  void tell(String text) {
    if (!waiting.offer(new Item.Text(text))) {
      leftOut.incrementAndGet();
    }
  }

  /** Returns when what was told is written, or when that takes too long. */
  void flush() throws InterruptedException {
    var latch = new CountDownLatch(1);
    if (waiting.offer(new Item.Reached(latch))
        && !latch.await(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOGGER.log(Level.DEBUG, "nobody reads the lines of the system log");
    }
  }

  @Override
  public void close() {
    try {
      flush();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
    isClosed = true;
    teller.interrupt();
  }

  private void work() {
    while (!isClosed) {
      try {
        take(waiting.take());
      } catch (InterruptedException exception) {
        // Only the end interrupts this thread, and the loop asks for that.
        LOGGER.log(Level.TRACE, "the end of the system log", exception);
      } catch (IOException exception) {
        // Whoever read the stream has gone; the objects are still written.
        LOGGER.log(Level.DEBUG, "telling a line of the system log", exception);
      }
    }
  }

  private void take(Item item) throws IOException {
    switch (item) {
      case Item.Text(String text) -> {
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
          write(
              "{\"message\":\"%d pieces of the system log were not told: nobody read them\"}\n"
                  .formatted(missing));
        }
        write(text);
      }
      case Item.Reached(CountDownLatch latch) -> latch.countDown();
    }
  }

  private void write(String text) throws IOException {
    stream.write(text.getBytes(UTF_8));
    stream.flush();
  }
}
