package io.pitwheel.engine.local;

import io.pitwheel.failure.PipelinesException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a call to a store that is in trouble: a moment's lock must not fail a run, a full disk
 * must in the end.
 */
final class StorePatience {
  static final int MAX_TRIES = 7;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private final CountDownLatch closed;

  /**
   * @param closed counted down when the engine closes: then nobody waits any more
   */
  StorePatience(CountDownLatch closed) {
    this.closed = closed;
  }

  /** Seven tries in about six seconds; then the store's own error. */
  <T> T insist(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (PipelinesException exception) {
        boolean givesUp = attempt >= MAX_TRIES || !exception.code().retryMayHelp();
        if (givesUp || isClosedAfter(FIRST_WAIT.multipliedBy(1L << (attempt - 1)))) {
          throw exception;
        }
      }
    }
  }

  private boolean isClosedAfter(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
