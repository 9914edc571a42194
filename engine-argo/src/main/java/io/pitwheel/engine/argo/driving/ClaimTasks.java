package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.argo.driving.RunCall.EndClaim;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.bookkeeping.RunBook;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.TaskReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Tasks of one run that make or remove claims. The server does it itself, beside the thread of the
 * run, since a cluster may take its time; who asks about such a task hears when it is done. For the
 * thread of its run.
 */
final class ClaimTasks {
  private final RunBook book;
  private final Work work;
  private final Map<DriverKey, TaskUnderWay> underWay = new HashMap<>();
  private final List<DriverKey> unbegun = new ArrayList<>();
  private final CountDownLatch left = new CountDownLatch(1);

  /** Does it elsewhere. */
  @FunctionalInterface
  interface Work {
    /**
     * Returns at once; the run is told of the end by {@link EndClaim}.
     *
     * @param left counted down when nobody waits for it any more
     */
    void begin(DriverKey key, TaskReference task, TaskPlatform platform, CountDownLatch left);
  }

  ClaimTasks(RunBook book, Work work) {
    this.book = book;
    this.work = work;
  }

  /** Whether a task makes or removes a claim. */
  static boolean isOne(TaskNode node) {
    return node.component() instanceof ContainerComponent component
        && ClaimOperation.isMeantBy(component.executor().image());
  }

  /** A task that was decided, or was under way when another server died. */
  void add(DriverKey key, TaskUnderWay task) {
    underWay.put(key, task);
    unbegun.add(key);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** Begins what is written by now. */
  void begin() {
    List<DriverKey> now = List.copyOf(unbegun);
    unbegun.clear();
    for (DriverKey key : now) {
      TaskUnderWay task = underWay.get(key);
      if (task != null) {
        Optional<LaunchTask> launch =
            Optional.ofNullable(task.launch())
                .or(() -> book.decideAgain(task.progress(), task.row().id()));
        TaskPlatform platform = launch.map(LaunchTask::platform).orElse(TaskPlatform.NOTHING);
        work.begin(key, task.row().reference(), platform, left);
      }
    }
  }

  /** What its Workflow is told of a task that has ended; empty when that was known. */
  Optional<Outcome> end(EndClaim end) {
    TaskUnderWay task = underWay.remove(end.key());
    return task == null ? Optional.empty() : Optional.of(written(task, end.result()));
  }

  private Outcome written(TaskUnderWay task, LaunchResult result) {
    return switch (result) {
      case Succeeded succeeded -> {
        book.succeeded(task.progress(), task.row(), task.attempt(), succeeded);
        yield new Outcome.Settled();
      }
      case Failed failed -> {
        book.failed(task.progress(), task.row(), task.attempt(), failed);
        yield new Outcome.Rejected(failed.failure().message());
      }
      case Stopped(var warnings) -> {
        var failure = new TaskFailure(ErrorCode.CANCELLED, "it was stopped", "");
        yield written(task, new Failed(failure, null, false, warnings));
      }
    };
  }

  /** Nobody waits for anything here any more. */
  void leave() {
    left.countDown();
    underWay.clear();
    unbegun.clear();
  }
}
