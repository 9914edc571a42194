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
  private static final String CLOSING = "engine.closing";
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /** A hundred times two to the sixth milliseconds: no wait is longer. */
  private static final int MAX_DOUBLINGS = 6;

  private final CountDownLatch closed;
  private final int tries;

  /**
   * @param closed counted down when the engine closes: then nobody waits any more
   */
  public StorePatience(CountDownLatch closed) {
    this(closed, MAX_TRIES);
  }

  private StorePatience(CountDownLatch closed, int tries) {
    this.closed = closed;
    this.tries = tries;
  }

  /**
   * One that tries on whatever the trouble is, as long as it may pass: also when a disk is full.
   *
   * @param closed as for the other
   */
  public static StorePatience withoutEnd(CountDownLatch closed) {
    return new StorePatience(closed, Integer.MAX_VALUE);
  }

  /**
   * Tries on while the store is unavailable; of other troubles that may pass, unless it is without
   * end, seven times, in about six seconds, and then throws the store's own error.
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
                || (attempt >= tries && !isAway);
        int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
        if (givesUp) {
          throw exception;
        }
        if (isClosedAfter(FIRST_WAIT.multipliedBy(1L << doublings))) {
          throw new PipelinesException(
              exception.code(), String.valueOf(exception.getMessage()), CLOSING, exception);
        }
      }
    }
  }

  /**
   * Whether a call failed because this engine closes and waits no longer: no task may fail for
   * that, since the next server waits on.
   */
  public static boolean isLeft(PipelinesException exception) {
    return exception.path().equals(CLOSING);
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
