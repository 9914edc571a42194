package io.pitwheel.engine.patience;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLead;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a call to a store that is in trouble: a database that is away must not fail a run,
 * however long that takes; a full disk must in the end.
 */
public final class StorePatience {
  static final int MAX_TRIES = 7;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /** A hundred times two to the sixth milliseconds: no wait is longer. */
  private static final int MAX_DOUBLINGS = 6;

  private final CountDownLatch closed;

  /**
   * @param closed counted down when the engine closes: then nobody waits any more
   */
  public StorePatience(CountDownLatch closed) {
    this.closed = closed;
  }

  /**
   * Tries on while the store is unavailable; of other troubles that may pass seven times, in about
   * six seconds, and then throws the store's own error.
   */
  public <T> T insist(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (PipelinesException exception) {
        boolean isAway = exception.code() == ErrorCode.UNAVAILABLE;
        boolean givesUp =
            !exception.code().retryMayHelp()
                || RunLead.isLoss(exception)
                || (attempt >= MAX_TRIES && !isAway);
        int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
        if (givesUp || isClosedAfter(FIRST_WAIT.multipliedBy(1L << doublings))) {
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
