package io.pitwheel.engine.decision;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.situation.ArtifactLocations;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.placeholder.PathConstants;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.Task;

/** Writes what the launcher is told. */
public final class LaunchInstructions {
  private LaunchInstructions() {}

  /**
   * What an attempt runs.
   *
   * @param row of the task as it was decided or taken up
   * @param attempt from 1
   */
  public static LaunchInstruction of(
      RunSituation situation, TaskNode node, Task row, int attempt, LaunchTask launch) {
    RunOptions options = situation.run().creation().options();
    return new LaunchInstruction(
        row.id(),
        row.reference(),
        node.index(),
        attempt,
        launch.executor(),
        node.component().declared(),
        launch.inputs(),
        PathConstants.of(node.requireTask()),
        ArtifactLocations.of(
            situation.facts().pipelineRoot(), situation.graph(), row.reference(), attempt),
        situation.facts().placeholders(node.path().lastKey(), row.id()),
        options.environment(),
        options.sdkVersion(),
        options.runner(),
        launch.platform().needs().timeout(),
        launch.platform());
  }
}
