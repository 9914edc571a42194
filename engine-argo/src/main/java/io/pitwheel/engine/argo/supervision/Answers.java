package io.pitwheel.engine.argo.supervision;

import io.pitwheel.failure.PipelinesException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what the driver answers. */
final class Answers {
  private Answers() {}

  /**
   * @throws PipelinesException as it was answered
   */
  static <T> T join(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException exception) {
      if (exception.getCause() instanceof PipelinesException known) {
        throw known;
      }
      throw exception;
    }
  }
}
