package io.pitwheel.engine.local;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.placeholder.PathConstants;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;

/** Writes what the launcher is told. */
final class LaunchInstructions {
  private LaunchInstructions() {}

  static LaunchInstruction of(
      RunSituation situation, TaskNode node, IterationVector iteration, PendingAttempt attempt) {
    RunOptions options = situation.run().creation().options();
    var reference = new TaskReference(situation.run().id(), node.path(), iteration);
    LaunchTask launch = attempt.launch();
    return new LaunchInstruction(
        attempt.taskId(),
        reference,
        node.index(),
        attempt.number(),
        launch.executor(),
        node.component().declared(),
        launch.inputs(),
        PathConstants.of(node.requireTask()),
        ArtifactLocations.of(
            situation.facts().pipelineRoot(), situation.graph(), reference, attempt.number()),
        situation.facts().placeholders(node.path().lastKey(), attempt.taskId()),
        options.environment(),
        options.sdkVersion(),
        options.runner(),
        launch.platform().needs().timeout(),
        launch.platform());
  }
}
