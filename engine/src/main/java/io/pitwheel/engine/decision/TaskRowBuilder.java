package io.pitwheel.engine.decision;

import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.ArtifactLocations;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the row of a decided task. */
final class TaskRowBuilder {
  private final RunSituation situation;
  private final TaskProgress task;
  private final String taskId;
  private final Instant now;
  private TaskValues inputs = TaskValues.NONE;
  private String decision = "";

  TaskRowBuilder(RunSituation situation, TaskProgress task, String taskId, Instant now) {
    this.situation = situation;
    this.task = task;
    this.taskId = taskId;
    this.now = now;
  }

  TaskRowBuilder inputs(TaskValues given) {
    inputs = given;
    return this;
  }

  TaskRowBuilder decision(String given) {
    decision = given;
    return this;
  }

  Task firstAttempt() {
    int attempt = 1 + task.earlierRow().map(Task::attempt).orElse(0);
    return row(TaskState.RUNNING, attempt, TaskCounters.expecting(0), Ending.NOT_YET, 0);
  }

  Task graph(int expectedChildren, int iterations) {
    return row(
        TaskState.RUNNING, 0, TaskCounters.expecting(expectedChildren), Ending.NOT_YET, iterations);
  }

  Task cached(TaskValues outputs) {
    return row(
        TaskState.CACHED, 0, TaskCounters.expecting(0), new Ending(null, outputs, null, now), 0);
  }

  Task succeeded(TaskValues outputs) {
    return row(
        TaskState.SUCCEEDED, 0, TaskCounters.expecting(0), new Ending(null, outputs, null, now), 0);
  }

  Task skipped(SkipReason reason) {
    return row(
        TaskState.SKIPPED,
        0,
        TaskCounters.expecting(0),
        new Ending(reason, TaskValues.NONE, null, now),
        0);
  }

  Task rejected(TaskFailure failure) {
    return row(
        TaskState.FAILED,
        0,
        TaskCounters.expecting(0),
        new Ending(null, TaskValues.NONE, failure, now),
        0);
  }

  private record Ending(
      @Nullable SkipReason skipReason,
      TaskValues outputs,
      @Nullable TaskFailure failure,
      @Nullable Instant at) {
    static final Ending NOT_YET = new Ending(null, TaskValues.NONE, null, null);
  }

  private Task row(
      TaskState state, int attempt, TaskCounters counters, Ending ending, int iterations) {
    TaskNode node = task.node();
    return new Task(
        taskId,
        new TaskReference(situation.run().id(), node.path(), task.scope().iteration()),
        node.index(),
        node.requireTask().displayName(),
        TaskTypes.of(situation.graph(), node),
        state,
        ending.skipReason(),
        task.scope().rowId(),
        attempt,
        iterations,
        counters,
        inputs,
        ending.outputs(),
        ending.failure(),
        decision,
        List.of(),
        ArtifactLocations.systemLog(
            situation.facts().pipelineRoot(),
            situation.graph(),
            new TaskReference(situation.run().id(), node.path(), task.scope().iteration())),
        now,
        ending.at());
  }
}
