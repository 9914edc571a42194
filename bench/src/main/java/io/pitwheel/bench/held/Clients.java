package io.pitwheel.bench.held;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of this process that share out what is to be done. */
final class Clients {
  static final int COUNT = 8;

  private Clients() {}

  /** What is done about one thing. */
  @FunctionalInterface
  interface Action<T> {
    void take(T thing) throws IOException, InterruptedException;
  }

  /**
   * Seconds until all is done.
   *
   * @throws IOException when one client failed, with its failure
   */
  static <T> double seconds(List<T> things, Action<T> action)
      throws InterruptedException, IOException {
    var next = new AtomicInteger();
    Callable<Integer> client =
        () -> {
          int done = 0;
          for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
            action.take(things.get(i));
            done++;
          }
          return done;
        };
    int done = 0;
    long begin = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(COUNT)) {
      for (Future<Integer> each : threads.invokeAll(Collections.nCopies(COUNT, client))) {
        done += each.get();
      }
    } catch (ExecutionException exception) {
      throw new IOException(
          "one of %d clients failed (expected: none)".formatted(COUNT), exception.getCause());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (done != things.size()) {
      throw new IllegalStateException(
          "did %d of %d things (expected: all)".formatted(done, things.size()));
    }
    return seconds;
  }
}
