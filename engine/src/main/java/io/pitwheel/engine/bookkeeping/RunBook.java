package io.pitwheel.engine.bookkeeping;

import io.pitwheel.driver.ProducerState;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.decision.TaskDecider;
import io.pitwheel.engine.decision.TaskDecider.DecidedTask;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.engine.systemlog.RunNarrator;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.AttemptBegun;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskChange.PodSeen;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book of one run: what is decided and what has ended gathers until it is recorded, in one
 * transaction. In memory what follows holds at once, and what the fold adds once it is recorded; so
 * nothing may leave this process before {@link #record} has returned. For one thread.
 */
public final class RunBook {
  private final EngineParts parts;
  private final RunSituation situation;
  private final RunProgress progress;
  private final StorePatience patience;
  private final TaskDecider decider;
  private final RunNarrator narrator;
  private final List<TaskChange> changes = new ArrayList<>();
  private boolean isOver;

  /**
   * @param parts for the run that this server leads
   * @param progress of the run, as its rows have it
   */
  public RunBook(
      EngineParts parts, RunSituation situation, RunProgress progress, StorePatience patience) {
    this.parts = parts;
    this.situation = situation;
    this.progress = progress;
    this.patience = patience;
    this.decider = new TaskDecider(parts, situation, progress);
    this.narrator = new RunNarrator(parts.systemLog(), situation);
  }

  /** Tells again what an earlier server had no time to tell, from the rows as they are taken up. */
  public void takeUp(List<Task> rows) {
    changes.addAll(narrator.takeUp(rows));
  }

  /** Changes that are still to be recorded. */
  public int size() {
    return changes.size();
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether the run has ended, as far as was recorded. */
  public boolean isOver() {
    return isOver;
  }

  /** Decides a ready task. What it is to run may be started once this is recorded. */
  public DecidedTask decide(TaskProgress task) {
    DecidedTask decided = decider.decide(task);
    changes.add(decided.change());
    LaunchTask launch = decided.launch();
    narrator.decided(decided.row(), launch == null ? null : launch.executor());
    return decided;
  }

  /** What a task that was decided before is to run. */
  public Optional<LaunchTask> decideAgain(TaskProgress task, String taskId) {
    return decider.decideAgain(task, taskId);
  }

  /** An attempt began to run, which may be told with its end. */
  public void attemptBegun(Task row, int attempt, Instant at) {
    changes.add(new AttemptBegun(row.id(), attempt, at));
  }

  /** An attempt ended well, and its task with it. */
  public void succeeded(TaskProgress task, Task row, int attempt, Succeeded result) {
    end(task, row, attempt, result);
  }

  /** An attempt failed that no other follows. */
  public void failed(TaskProgress task, Task row, int attempt, Failed result) {
    end(task, row, attempt, result);
  }

  private void end(TaskProgress task, Task row, int attempt, LaunchResult result) {
    Failed failed = result instanceof Failed failure ? failure : null;
    TaskFailure failure = failed == null ? null : failed.failure();
    Integer exitCode = failed == null ? Integer.valueOf(0) : failed.exitCode();
    TaskState state = failed == null ? TaskState.SUCCEEDED : TaskState.FAILED;
    TaskValues outputs =
        result instanceof Succeeded succeeded ? succeeded.outputs() : TaskValues.NONE;
    tellEnd(row, attempt, exitCode, failure);
    changes.add(
        new TaskEnded(
            row.id(),
            attempt,
            state,
            outputs,
            failure,
            exitCode,
            result.warnings(),
            parts.clock().instant()));
    progress.ended(task, new ProducerState(row.id(), state, null, outputs, failure));
  }

  /** An attempt failed, and the retry policy of its task pays for another. */
  public void attemptFailed(Task row, int attempt, Failed failed) {
    tellEnd(row, attempt, failed.exitCode(), failed.failure());
    changes.add(
        new AttemptEnded(
            row.id(), attempt, failed.failure(), failed.exitCode(), true, parts.clock().instant()));
  }

  /** An attempt was lost with what ran it: another follows that the retry policy does not pay. */
  public void attemptLost(Task row, int attempt, TaskFailure failure) {
    changes.add(new AttemptEnded(row.id(), attempt, failure, null, false, parts.clock().instant()));
  }

  /**
   * The cluster said something new of the pod of an attempt under way.
   *
   * @param sightings all of that attempt, in order
   */
  public void podSeen(Task row, int attempt, List<PodSighting> sightings) {
    changes.add(new PodSeen(row.id(), attempt, sightings));
    narrator.podSeen(row, attempt, sightings.getLast());
  }

  /** What was recorded of the pod of an attempt; for what an earlier server has seen. */
  public List<PodSighting> podSightings(Task row, int attempt) {
    return patience.insist(() -> parts.tasks().attempts(row.id())).stream()
        .filter(each -> each.number() == attempt)
        .findFirst()
        .map(TaskAttempt::sightings)
        .orElse(List.of());
  }

  private void tellEnd(
      Task row, int attempt, @Nullable Integer exitCode, @Nullable TaskFailure failure) {
    Instant now = parts.clock().instant();
    narrator.attemptEnded(
        row, new TaskAttempt(attempt, now, now, exitCode, failure, true, List.of()), now);
  }

  /** Waits for the log of the run; what could not be kept becomes a warning. */
  public void finishLog() {
    changes.addAll(narrator.finish());
  }

  /**
   * Records what has gathered and takes notice of the graphs that it ended.
   *
   * @throws io.pitwheel.failure.PipelinesException what the store throws when waiting did not help
   */
  public void record() {
    if (changes.isEmpty()) {
      return;
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

  /** Ends the run with everything that is under way in it. */
  public void endRun(TaskFailure failure) {
    patience.insist(
        () -> parts.runs().endEarly(situation.run().id(), failure, parts.clock().instant()));
    isOver = true;
  }

  private void takeEnded(Task row) {
    TaskProgress task = progress.find(row.id());
    if (task != null) {
      progress.ended(task, RunResumption.producerStateOf(row));
    }
  }
}
