package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.driving.RunCall.EndClaim;
import io.pitwheel.engine.argo.driving.RunCall.Finish;
import io.pitwheel.engine.argo.driving.RunCall.Leave;
import io.pitwheel.engine.argo.driving.RunCall.Stop;
import io.pitwheel.engine.argo.driving.RunCall.TakeUp;
import io.pitwheel.engine.argo.driving.RunCall.TaskCall;
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
    waiting.forEach(reply -> refuse(reply.answer(), reason));
    waiting.clear();
  }

  static void refuse(RunCall call, PipelinesException reason) {
    switch (call) {
      case TaskCall known -> refuse(known.answer(), reason);
      case Finish finish -> refuse(finish.answer(), reason);
      case TakeUp takeUp -> refuse(takeUp.answer(), reason);
      case EndClaim _, Stop _, Leave _ -> {
        // Nobody waits for these.
      }
    }
  }

  static void refuse(CompletableFuture<?> answer, PipelinesException reason) {
    var _ = answer.completeExceptionally(reason);
  }
}
