package io.pitwheel.engine.local;

import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import java.time.temporal.ChronoUnit;
import java.util.Map;

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
        ArtifactLocations.of(
            situation.facts().pipelineRoot(), situation.graph(), reference, attempt.number()),
        placeholders(situation.facts(), node, attempt.taskId()),
        options.environment(),
        options.sdkVersion(),
        options.runner(),
        null);
  }

  private static Map<String, String> placeholders(RunFacts facts, TaskNode node, String taskId) {
    return Map.of(
        "pipeline_job_name", facts.displayName(),
        "pipeline_job_resource_name", facts.resourceName(),
        "pipeline_job_uuid", facts.runId(),
        "pipeline_task_name", node.path().lastKey(),
        "pipeline_task_uuid", taskId,
        "pipeline_root", facts.pipelineRoot(),
        "pipeline_job_create_time_utc",
            facts.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        "pipeline_job_schedule_time_utc",
            facts.scheduledAt().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
