package io.pitwheel.objectstore.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several transfers at once, since most of their time is waiting. */
public final class Transfers {
  /** More would fill neither a usual line nor a store, but the memory. */
  private static final int AT_ONCE = 8;

  private Transfers() {}

  /**
   * Does all of them; after the first that fails, those that have not begun are left.
   *
   * @return the results in the order of the tasks
   * @throws PipelinesException of the first that failed; CANCELLED when this thread is interrupted
   */
  public static <T> List<T> doAll(List<? extends Callable<T>> tasks) {
    try {
      return tasks.size() == 1 ? List.of(tasks.getFirst().call()) : inParallel(tasks);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new PipelinesException(
          ErrorCode.CANCELLED, "transferring objects: interrupted", exception);
    } catch (RuntimeException exception) {
      throw exception;
    } catch (Exception exception) {
      throw new IllegalStateException("a transfer threw what it does not declare", exception);
    }
  }

  private static <T> List<T> inParallel(List<? extends Callable<T>> tasks)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.clamp(tasks.size(), 1, AT_ONCE),
            Thread.ofVirtual().name("transfer-", 0).factory());
    try {
      List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
      var results = new java.util.ArrayList<T>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException exception) {
      if (exception.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a transfer threw what it does not declare", exception);
    } finally {
      threads.shutdownNow();
    }
  }
}
