package io.pitwheel.engine.local;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.bookkeeping.RunBook;
import io.pitwheel.engine.decision.LaunchInstructions;
import io.pitwheel.engine.decision.TaskDecider.DecidedTask;
import io.pitwheel.engine.local.RunSignal.Abandon;
import io.pitwheel.engine.local.RunSignal.AttemptFinished;
import io.pitwheel.engine.local.RunSignal.EndRun;
import io.pitwheel.engine.local.RunSignal.RetryDue;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.ReadyWork;
import io.pitwheel.engine.progress.ReadyWork.ReadyLoop;
import io.pitwheel.engine.progress.ReadyWork.ReadyTask;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves one run from turn to turn, in one thread. A turn takes what has ended since the last one,
 * decides what that made ready, records both in one transaction, and only then starts commands. So
 * a chain costs one commit a step, and while one commit is synced the ends that arrive meanwhile
 * gather for the next.
 */
final class RunAdvancer {
  /** Changes of one transaction: bounds the memory of a turn and the time others wait. */
  private static final int MAX_CHANGES = 500;

  /** More than this would only lengthen the queue. */
  private static final int LOOK_AHEAD_A_SLOT = 4;

  private final EngineParts parts;
  private final RunSituation situation;
  private final RunProgress progress;
  private final RunInbox inbox;
  private final AttemptThreads threads;
  private final RunBook book;
  private final int slots;
  private final Map<String, PendingAttempt> underWay = new HashMap<>();
  private final Map<String, PendingAttempt> waiting = new HashMap<>();
  private final List<PendingAttempt> launches = new ArrayList<>();
  private @Nullable TaskFailure ending;
  private int endedLastTurn;
  private boolean isLeft;
  private boolean isClosing;

  RunAdvancer(
      LocalEngineParts parts,
      RunSituation situation,
      RunProgress progress,
      RunChannels channels,
      StorePatience patience) {
    this.parts = parts.shared();
    this.situation = situation;
    this.progress = progress;
    this.inbox = channels.inbox();
    this.threads = channels.threads();
    this.book = new RunBook(this.parts, situation, progress, patience);
    int asked = situation.run().creation().options().slots();
    this.slots = asked > 0 ? asked : parts.slots();
  }

  /**
   * Advances the run until it has ended or the engine closes.
   *
   * @param rows of the run as it is taken up
   * @param interrupted tasks whose attempt was lost with an earlier server
   */
  void advanceToTheEnd(List<Task> rows, List<Task> interrupted) throws InterruptedException {
    book.takeUp(rows);
    interrupted.forEach(this::replaceLostAttempt);
    settle();
    while (!isOver()) {
      List<RunSignal> signals = inbox.takeAll();
      endedLastTurn = signals.size();
      signals.forEach(this::take);
      settle();
    }
  }

  private void take(RunSignal signal) {
    switch (signal) {
      case AttemptFinished finished -> takeResult(finished);
      case RetryDue due -> retry(due.taskId());
      case EndRun end -> stop(end.failure());
      case Abandon _ -> close();
    }
  }

  private void takeResult(AttemptFinished finished) {
    PendingAttempt attempt = underWay.remove(finished.taskId());
    TaskProgress task = progress.find(finished.taskId());
    if (attempt == null || task == null) {
      return;
    }
    Instant begunAt = finished.begunAt();
    if (begunAt != null) {
      book.attemptBegun(attempt.row(), attempt.number(), begunAt);
    }
    switch (finished.result()) {
      case Succeeded succeeded -> book.succeeded(task, attempt.row(), attempt.number(), succeeded);
      case Failed failed when mayRetry(task, attempt, failed) ->
          waitForRetry(task, attempt, failed);
      case Failed failed -> book.failed(task, attempt.row(), attempt.number(), failed);
      case Stopped _ -> {
        // Its row ends with the run.
      }
    }
  }

  private boolean mayRetry(TaskProgress task, PendingAttempt attempt, Failed failed) {
    RetryPolicy policy = situation.graph().retryPolicyOf(task.node());
    return failed.mayRetry() && attempt.retriesUsed() < policy.maxRetries();
  }

  private void waitForRetry(TaskProgress task, PendingAttempt attempt, Failed failed) {
    book.attemptFailed(attempt.row(), attempt.number(), failed);
    PendingAttempt next = attempt.retry();
    waiting.put(next.taskId(), next);
    Duration wait = situation.graph().retryPolicyOf(task.node()).waitBefore(next.retriesUsed());
    inbox.putAfter(wait, new RetryDue(next.taskId()));
  }

  private void retry(String taskId) {
    PendingAttempt attempt = waiting.remove(taskId);
    if (attempt != null && !isStopping()) {
      launches.add(attempt);
    }
  }

  private void replaceLostAttempt(Task row) {
    TaskProgress task = progress.find(row.id());
    if (task == null) {
      throw new IllegalStateException("no place in the graph for task " + row.id());
    }
    book.attemptLost(
        row,
        row.attempt(),
        new TaskFailure(
            ErrorCode.UNAVAILABLE,
            "the server stopped during attempt " + row.attempt(),
            row.reference().path().documentPath()));
    int retriesUsed =
        (int)
            parts.tasks().attempts(row.id()).stream()
                .filter(attempt -> attempt.endedAt() != null && attempt.countsAsRetry())
                .count();
    book.decideAgain(task, row.id())
        .ifPresent(launch ->
            launches.add(new PendingAttempt(row, row.attempt() + 1, retriesUsed, launch)));
  }

  private void stop(TaskFailure failure) {
    if (ending == null) {
      ending = failure;
      stopStarting();
    }
  }

  private void close() {
    isClosing = true;
    stopStarting();
  }

  private void stopStarting() {
    waiting.clear();
    launches.clear();
    threads.stopAll();
  }

  private boolean isStopping() {
    return ending != null || isClosing;
  }

  /** Decides, records and starts until nothing more can be done now. */
  private void settle() {
    while (!isOver() && !isStopping()) {
      decideReady();
      if (book.isEmpty() && launches.isEmpty()) {
        return;
      }
      record();
      launchRecorded();
    }
    if (!isOver() && underWay.isEmpty()) {
      endStopped();
    }
  }

  /** What ended by itself before it could be stopped is kept. */
  private void endStopped() {
    book.finishLog();
    record();
    TaskFailure failure = ending;
    if (!book.isOver() && failure != null) {
      book.endRun(failure);
    }
    isLeft = true;
  }

  /** Whether nothing is left to do here: the run has ended, or the engine closes. */
  private boolean isOver() {
    return isLeft || book.isOver();
  }

  private void decideReady() {
    while (underWay.size() + launches.size() < maxAttemptsUnderWay() && book.size() < MAX_CHANGES) {
      Optional<ReadyWork> work = progress.next();
      if (work.isEmpty()) {
        return;
      }
      switch (work.get()) {
        case ReadyTask ready -> decide(ready.task());
        case ReadyLoop ready -> progress.openNextIteration(ready.loop());
      }
    }
  }

  /**
   * Attempts that may be under way: those that can run, and as many more as end while one commit is
   * synced, so that short tasks never wait for a commit and long ones are not called running while
   * they wait for a slot.
   */
  private int maxAttemptsUnderWay() {
    return slots + Math.min(LOOK_AHEAD_A_SLOT * slots + LOOK_AHEAD_A_SLOT, 2 * endedLastTurn);
  }

  private void decide(TaskProgress task) {
    DecidedTask decided = book.decide(task);
    LaunchTask launch = decided.launch();
    if (launch != null) {
      launches.add(new PendingAttempt(decided.row(), decided.row().attempt(), 0, launch));
    }
  }

  private void record() {
    if (!book.isEmpty() && underWay.isEmpty() && launches.isEmpty() && waiting.isEmpty()) {
      // This may end the run: whoever hears of that finds the log complete.
      book.finishLog();
    }
    book.record();
  }

  private void launchRecorded() {
    for (PendingAttempt attempt : launches) {
      TaskProgress task = progress.find(attempt.taskId());
      if (task == null) {
        continue;
      }
      underWay.put(attempt.taskId(), attempt);
      var instruction =
          LaunchInstructions.of(
              situation, task.node(), attempt.row(), attempt.number(), attempt.launch());
      threads.begin(
          instruction,
          (begunAt, result) ->
              inbox.put(new AttemptFinished(attempt.taskId(), attempt.number(), begunAt, result)));
    }
    launches.clear();
  }
}
