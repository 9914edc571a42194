package io.pitwheel.engine.local;

import io.pitwheel.driver.ProducerState;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.decision.LaunchInstructions;
import io.pitwheel.engine.decision.TaskDecider.DecidedTask;
import io.pitwheel.engine.decision.TaskDecider;
import io.pitwheel.engine.local.RunSignal.Abandon;
import io.pitwheel.engine.local.RunSignal.AttemptFinished;
import io.pitwheel.engine.local.RunSignal.EndRun;
import io.pitwheel.engine.local.RunSignal.RetryDue;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.ReadyWork.ReadyLoop;
import io.pitwheel.engine.progress.ReadyWork.ReadyTask;
import io.pitwheel.engine.progress.ReadyWork;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.engine.systemlog.RunNarrator;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
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
  private final StorePatience patience;
  private final TaskDecider decider;
  private final RunNarrator narrator;
  private final int slots;
  private final Map<String, PendingAttempt> underWay = new HashMap<>();
  private final Map<String, PendingAttempt> waiting = new HashMap<>();
  private final List<TaskChange> changes = new ArrayList<>();
  private final List<PendingAttempt> launches = new ArrayList<>();
  private @Nullable TaskFailure ending;
  private int endedLastTurn;
  private boolean isOver;
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
    this.patience = patience;
    this.decider = new TaskDecider(this.parts, situation, progress);
    this.narrator = new RunNarrator(this.parts.systemLog(), situation);
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
    changes.addAll(narrator.takeUp(rows));
    interrupted.forEach(this::replaceLostAttempt);
    settle();
    while (!isOver) {
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
    switch (finished.result()) {
      case Succeeded succeeded ->
          endTask(task, attempt, succeeded, TaskState.SUCCEEDED, succeeded.outputs());
      case Failed failed when mayRetry(task, attempt, failed) ->
          waitForRetry(task, attempt, failed);
      case Failed failed -> endTask(task, attempt, failed, TaskState.FAILED, TaskValues.NONE);
      case Stopped _ -> {
        // Its row ends with the run.
      }
    }
  }

  private void endTask(
      TaskProgress task,
      PendingAttempt attempt,
      LaunchResult result,
      TaskState state,
      TaskValues outputs) {
    Failed failed = result instanceof Failed failure ? failure : null;
    TaskFailure failure = failed == null ? null : failed.failure();
    Integer exitCode = failed == null ? Integer.valueOf(0) : failed.exitCode();
    tellEnd(attempt, exitCode, failure);
    changes.add(
        new TaskEnded(
            attempt.taskId(),
            attempt.number(),
            state,
            outputs,
            failure,
            exitCode,
            result.warnings(),
            parts.clock().instant()));
    progress.ended(task, new ProducerState(attempt.taskId(), state, null, outputs, failure));
  }

  private void tellEnd(
      PendingAttempt attempt, @Nullable Integer exitCode, @Nullable TaskFailure failure) {
    Instant now = parts.clock().instant();
    narrator.attemptEnded(
        attempt.row(), new TaskAttempt(attempt.number(), now, now, exitCode, failure, true), now);
  }

  private boolean mayRetry(TaskProgress task, PendingAttempt attempt, Failed failed) {
    RetryPolicy policy = situation.graph().retryPolicyOf(task.node());
    return failed.mayRetry() && attempt.retriesUsed() < policy.maxRetries();
  }

  private void waitForRetry(TaskProgress task, PendingAttempt attempt, Failed failed) {
    tellEnd(attempt, failed.exitCode(), failed.failure());
    changes.add(
        new AttemptEnded(
            attempt.taskId(),
            attempt.number(),
            failed.failure(),
            failed.exitCode(),
            true,
            parts.clock().instant()));
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
    changes.add(
        new AttemptEnded(
            row.id(),
            row.attempt(),
            new TaskFailure(
                io.pitwheel.failure.ErrorCode.UNAVAILABLE,
                "the server stopped during attempt " + row.attempt(),
                row.reference().path().documentPath()),
            null,
            false,
            parts.clock().instant()));
    int retriesUsed =
        (int)
            parts.tasks().attempts(row.id()).stream()
                .filter(attempt -> attempt.endedAt() != null && attempt.countsAsRetry())
                .count();
    decider
        .decideAgain(task, row.id())
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
    while (!isOver && !isStopping()) {
      decideReady();
      if (changes.isEmpty() && launches.isEmpty()) {
        return;
      }
      record();
      launchRecorded();
    }
    if (!isOver && underWay.isEmpty()) {
      endStopped();
    }
  }

  /** What ended by itself before it could be stopped is kept. */
  private void endStopped() {
    changes.addAll(narrator.finish());
    record();
    TaskFailure failure = ending;
    if (!isOver && failure != null) {
      patience.insist(
          () -> parts.runs().endEarly(situation.run().id(), failure, parts.clock().instant()));
    }
    isOver = true;
  }

  private void decideReady() {
    while (underWay.size() + launches.size() < maxAttemptsUnderWay()
        && changes.size() < MAX_CHANGES) {
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
    DecidedTask decided = decider.decide(task);
    changes.add(decided.change());
    LaunchTask launch = decided.launch();
    narrator.decided(decided.row(), launch == null ? null : launch.executor());
    if (launch != null) {
      launches.add(new PendingAttempt(decided.row(), decided.row().attempt(), 0, launch));
    }
  }

  private void record() {
    if (changes.isEmpty()) {
      return;
    }
    if (underWay.isEmpty() && launches.isEmpty() && waiting.isEmpty()) {
      // This may end the run: whoever hears of that finds the log complete.
      changes.addAll(narrator.finish());
    }
    List<TaskChange> recorded = List.copyOf(changes);
    RecordedChanges result =
        patience.insist(
            () -> parts.tasks().record(situation.run().id(), situation.graph(), recorded));
    changes.clear();
    result.imports().forEach(this::takeEnded);
    for (Task graph : result.endedGraphs()) {
      narrator.graphEnded(graph);
      takeEnded(graph);
    }
    isOver = result.runState() != null;
  }

  private void takeEnded(Task row) {
    TaskProgress task = progress.find(row.id());
    if (task != null) {
      progress.ended(task, RunResumption.producerStateOf(row));
    }
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
          result -> inbox.put(new AttemptFinished(attempt.taskId(), attempt.number(), result)));
    }
    launches.clear();
  }
}
