package io.pitwheel.engine.decision;

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
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.ArtifactLocations;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.LargeValues;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down inputs that are too large for the row of their task, before the row is. What is
 * inside a graph or a loop gets what stands for them, so no iteration copies anything.
 */
final class LargeInputs {
  private final LargeValues large;
  private final RunSituation situation;

  LargeInputs(LargeValues large, RunSituation situation) {
    this.large = large;
    this.situation = situation;
  }

  /** The decision over small inputs; one that rejects the task when there is no room for them. */
  TaskDecision spilled(TaskDecision decision, TaskProgress task) {
    TaskValues inputs;
    try {
      inputs = kept(recorded(decision, task), task);
    } catch (PipelinesException exception) {
      if (StorePatience.isLeft(exception)) {
        throw exception;
      }
      return rejected(task, exception);
    }
    return switch (decision) {
      case LaunchTask launch ->
          new LaunchTask(
              inputs,
              launch.executor(),
              launch.fingerprint(),
              launch.cacheReason(),
              launch.platform());
      case ReuseCachedOutputs reuse ->
          new ReuseCachedOutputs(inputs, reuse.source(), reuse.fingerprint());
      case KeepOutputs keep -> new KeepOutputs(inputs, keep.source(), keep.fingerprint());
      case SkipTask skip -> new SkipTask(inputs, skip.reason());
      case EnterDag _ -> new EnterDag(inputs);
      case IterateTask iterate -> new IterateTask(inputs, iterate.items());
      case ImportArtifact imported ->
          new ImportArtifact(
              inputs,
              imported.outputKey(),
              imported.artifact(),
              imported.reusesExisting(),
              imported.copiesToWorkspace());
      case RejectTask reject -> new RejectTask(inputs, reject.failure());
    };
  }

  /** The items stand among the loop's inputs, so that the row alone can bring the loop back. */
  private static TaskValues recorded(TaskDecision decision, TaskProgress task) {
    TaskIterator iterator = task.node().requireTask().iterator();
    return decision instanceof IterateTask iterate && iterator != null
        ? iterate.items().bindAll(iterate.inputs(), iterator.itemInput())
        : decision.inputs();
  }

  private TaskValues kept(TaskValues values, TaskProgress task) {
    Map<String, JsonValue> kept = new TreeMap<>();
    values
        .parameters()
        .forEach((name, value) -> kept.put(name, large.keep(value, () -> location(task, name))));
    return new TaskValues(kept, values.artifacts());
  }

  private String location(TaskProgress task, String name) {
    return ArtifactLocations.largeInput(
        situation.facts().pipelineRoot(),
        situation.graph(),
        new TaskReference(situation.run().id(), task.node().path(), task.scope().iteration()),
        name);
  }

  private static RejectTask rejected(TaskProgress task, PipelinesException exception) {
    return new RejectTask(
        TaskValues.NONE,
        new TaskFailure(
            exception.code(),
            String.valueOf(exception.getMessage()),
            task.node().path().documentPath()));
  }
}
