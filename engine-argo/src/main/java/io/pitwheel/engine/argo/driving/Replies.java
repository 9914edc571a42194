package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.driving.RunCall.AwaitedCall;
import io.pitwheel.failure.PipelinesException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is told once everything before it is written. For the thread of a run. */
final class Replies {
  private final List<Reply> waiting = new ArrayList<>();

  private record Reply(CompletableFuture<?> answer, Runnable telling) {}

  /**
   * @param telling completes the answer
   */
  void add(CompletableFuture<?> answer, Runnable telling) {
    waiting.add(new Reply(answer, telling));
  }

  <T> void tell(CompletableFuture<T> answer, T told) {
    add(answer, () -> answer.complete(told));
  }

  /** Tells that something was written. */
  void tellDone(CompletableFuture<Void> answer) {
    add(answer, () -> answer.complete(null));
  }

  void tellAll() {
    waiting.forEach(reply -> reply.telling().run());
    waiting.clear();
  }

  void refuseAll(PipelinesException reason) {
    waiting.forEach(reply -> reply.answer().completeExceptionally(reason));
    waiting.clear();
  }

  /** Tells whoever waits for a call that there will be no answer here. */
  static void refuse(RunCall call, PipelinesException reason) {
    if (call instanceof AwaitedCall awaited) {
      awaited.refuse(reason);
    }
  }
}
