package io.pitwheel.engine.decision;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.KeepOutputs;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.LoopProgress;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.ArtifactImported;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the driver about one ready task and turns the answer into a row and into what is next. */
public final class TaskDecider {
  private final EngineParts parts;
  private final RunSituation situation;
  private final RunProgress progress;
  private final LargeInputs large;

  public TaskDecider(EngineParts parts, RunSituation situation, RunProgress progress) {
    this.parts = parts;
    this.situation = situation;
    this.progress = progress;
    this.large = new LargeInputs(parts.large(), situation);
  }

  /**
   * A decided task.
   *
   * @param row as it is to be written
   * @param change to be recorded before anything is started
   * @param launch what to start afterwards; null when there is nothing to start
   */
  public record DecidedTask(Task row, TaskChange change, @Nullable LaunchTask launch) {
    static DecidedTask of(Task row) {
      return new DecidedTask(row, new TaskDecided(row, null), null);
    }
  }

  /** Decides a ready task; in memory what follows from it is ready when this returns. */
  public DecidedTask decide(TaskProgress task) {
    String taskId = task.earlierRow().map(Task::id).orElseGet(() -> parts.identifiers().next());
    Optional<SkipReason> stopped = progress.stoppedBy(task);
    if (stopped.isPresent()) {
      return skip(task, taskId, TaskValues.NONE, stopped.get());
    }
    TaskDecision decision = parts.driver().decide(contextOf(task, taskId), situation.cache());
    return switch (large.spilled(decision, task)) {
      case LaunchTask launch -> launch(task, taskId, launch);
      case ReuseCachedOutputs reuse -> reuse(task, taskId, reuse);
      case KeepOutputs keep -> keep(task, taskId, keep);
      case SkipTask skip -> skip(task, taskId, skip.inputs(), skip.reason());
      case EnterDag enter -> enter(task, taskId, enter);
      case IterateTask iterate -> iterate(task, taskId, iterate);
      case ImportArtifact imported -> importArtifact(task, taskId, imported);
      case RejectTask reject -> reject(task, taskId, reject.inputs(), reject.failure());
    };
  }

  /** What an interrupted task was about to run: the same context gives the same command. */
  public Optional<LaunchTask> decideAgain(TaskProgress task, String taskId) {
    TaskDecision decision = parts.driver().decide(contextOf(task, taskId), _ -> Optional.empty());
    return large.spilled(decision, task) instanceof LaunchTask launch
        ? Optional.of(launch)
        : Optional.empty();
  }

  private DrivingContext contextOf(TaskProgress task, String taskId) {
    return new DrivingContext(
        situation.facts(),
        situation.graph(),
        task.node(),
        task.scope().iteration(),
        taskId,
        task.scope().inputs(),
        progress.producersOf(task),
        parts.large());
  }

  private DecidedTask launch(TaskProgress task, String taskId, LaunchTask launch) {
    Task row =
        rows(task, taskId)
            .inputs(launch.inputs())
            .decision(situation.shown().text(launch.cacheReason()))
            .firstAttempt();
    progress.started(taskId, task);
    return new DecidedTask(row, new TaskDecided(row, launch.fingerprint()), launch);
  }

  private DecidedTask reuse(TaskProgress task, String taskId, ReuseCachedOutputs reuse) {
    Task row =
        rows(task, taskId)
            .inputs(reuse.inputs())
            .decision(
                "cached: outputs of task %s of run %s"
                    .formatted(reuse.source().taskId(), reuse.source().runId()))
            .cached(reuse.source().outputs());
    return ended(task, row, reuse.fingerprint());
  }

  private DecidedTask keep(TaskProgress task, String taskId, KeepOutputs keep) {
    Task row =
        rows(task, taskId)
            .inputs(keep.inputs())
            .decision(
                "taken over from run %s, which this run repeats: outputs of its task %s"
                    .formatted(keep.source().runId(), keep.source().taskId()))
            .cached(keep.source().outputs());
    return ended(task, row, keep.fingerprint());
  }

  private DecidedTask skip(TaskProgress task, String taskId, TaskValues inputs, SkipReason reason) {
    return ended(task, rows(task, taskId).inputs(inputs).skipped(reason), null);
  }

  private DecidedTask reject(
      TaskProgress task, String taskId, TaskValues inputs, TaskFailure failure) {
    return ended(task, rows(task, taskId).inputs(inputs).rejected(failure), null);
  }

  /** It goes on when the store has said which artifact stands: one of before, or this one. */
  private DecidedTask importArtifact(TaskProgress task, String taskId, ImportArtifact imported) {
    Artifact artifact = imported.artifact().withId(parts.identifiers().next());
    if (imported.copiesToWorkspace()) {
      try {
        parts.workspaces().bring(situation.run().id(), artifact.uri());
      } catch (PipelinesException exception) {
        if (StorePatience.isLeft(exception)) {
          throw exception;
        }
        var failure =
            new TaskFailure(
                exception.code(),
                String.valueOf(exception.getMessage()),
                task.node().path().documentPath());
        return reject(task, taskId, imported.inputs(), failure);
      }
    }
    var outputs = new TaskValues(Map.of(), Map.of(imported.outputKey(), List.of(artifact)));
    Task row =
        rows(task, taskId)
            .inputs(imported.inputs())
            .decision("imported " + artifact.uri())
            .succeeded(outputs);
    progress.started(taskId, task);
    return new DecidedTask(row, new ArtifactImported(row, imported.reusesExisting()), null);
  }

  private DecidedTask enter(TaskProgress task, String taskId, EnterDag enter) {
    TaskNode node = task.node();
    Task row = rows(task, taskId).inputs(enter.inputs()).graph(node.children().size(), 0);
    progress.started(taskId, task);
    progress.openGraph(node, taskId, task.scope().iteration(), enter.inputs());
    return DecidedTask.of(row);
  }

  private DecidedTask iterate(TaskProgress task, String taskId, IterateTask iterate) {
    TaskNode node = task.node();
    int iterations = iterate.items().count();
    Task row =
        rows(task, taskId)
            .inputs(iterate.inputs())
            .graph(node.children().size() * iterations, iterations);
    progress.started(taskId, task);
    progress.openLoop(
        new LoopProgress(node, taskId, task.scope().iteration(), row.inputs(), iterate.items()));
    return DecidedTask.of(row);
  }

  private DecidedTask ended(TaskProgress task, Task row, @Nullable CacheFingerprint fingerprint) {
    progress.ended(task, RunResumption.producerStateOf(row));
    return new DecidedTask(row, new TaskDecided(row, fingerprint), null);
  }

  private TaskRowBuilder rows(TaskProgress task, String taskId) {
    return new TaskRowBuilder(situation, task, taskId, parts.clock().instant());
  }
}
