package io.pitwheel.launcher.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tries again what may succeed then: for ever where somebody does not answer, since a run outlives
 * a server that is away; a bounded number of times where somebody refuses. Nothing else ends it but
 * an interrupt, or the pod's end.
 */
public final class Patience {
  /** Never comes: a pod that is stopped is interrupted. */
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** How often a refusal is heard before it is believed: about a minute. */
  public static final int MAX_REFUSALS = 8;

  private static final double GROWTH = 1.6;

  private final Duration first;
  private final Duration longest;
  private final boolean isEndless;
  private final Consumer<String> notes;

  private Patience(Duration first, Duration longest, boolean isEndless, Consumer<String> notes) {
    this.first = first;
    this.longest = longest;
    this.isEndless = isEndless;
    this.notes = notes;
  }

  /**
   * @param first pause; each is longer than the one before
   * @param longest no pause is longer
   * @param notes gets a line for each trouble
   */
  public static Patience endless(Duration first, Duration longest, Consumer<String> notes) {
    return new Patience(first, longest, true, notes);
  }

  /** One try, for what is done again soon anyway. */
  public static Patience none() {
    return new Patience(Duration.ZERO, Duration.ZERO, false, _ -> {});
  }

  /** Something that can be tried. */
  public interface Trying<T> {
    /**
     * @throws IOException when it may succeed later
     */
    T attempt() throws IOException;
  }

  /**
   * The result of the first try that gives one.
   *
   * @param tried for messages, such as {@code asking the server what to run}
   * @throws PipelinesException of a try; CANCELLED when this thread is interrupted; UNAVAILABLE
   *     when there is no second try
   */
  public <T> T until(String tried, Trying<T> trying) {
    double pause = (double) first.toNanos();
    int refusals = 0;
    while (true) {
      try {
        return trying.attempt();
      } catch (IOException exception) {
        refusals += isRefusal(exception) ? 1 : 0;
        require(tried, exception, refusals);
      }
      pause(tried, (long) (pause * ThreadLocalRandom.current().nextDouble(0.5, 1)));
      pause = Math.min(pause * GROWTH, (double) longest.toNanos());
    }
  }

  private void require(String tried, IOException exception, int refusals) {
    String problem = tried + ": " + reasonOf(exception);
    if (isRefusal(exception) && (refusals >= MAX_REFUSALS || !isEndless)) {
      ErrorCode code = ((TransientException) exception).refusal();
      throw new PipelinesException(code == null ? ErrorCode.UNAVAILABLE : code, problem, exception);
    }
    if (!isEndless) {
      throw new PipelinesException(ErrorCode.UNAVAILABLE, problem, exception);
    }
    notes.accept(problem + "; it is tried again");
  }

  private static boolean isRefusal(IOException exception) {
    return exception instanceof TransientException answer && answer.refusal() != null;
  }

  private static String reasonOf(IOException exception) {
    return exception instanceof TransientException
        ? String.valueOf(exception.getMessage())
        : exception.getClass().getSimpleName() + ": " + exception.getMessage();
  }

  private static void pause(String tried, long nanoseconds) {
    try {
      var _ = NEVER.await(nanoseconds, TimeUnit.NANOSECONDS);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new PipelinesException(ErrorCode.CANCELLED, tried + ": interrupted", exception);
    }
  }
}
