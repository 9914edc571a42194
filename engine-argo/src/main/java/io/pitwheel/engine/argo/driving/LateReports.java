package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.driving.RunCall.EndAttempt;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends of pods that come when their task has ended: said twice they change nothing, and one that
 * says something else is kept as an event. The store knows which it is.
 */
final class LateReports {
  private final EngineParts parts;
  private final RunSituation situation;
  private final DecidedKeys decided;

  LateReports(EngineParts parts, RunSituation situation, DecidedKeys decided) {
    this.parts = parts;
    this.situation = situation;
    this.decided = decided;
  }

  /** Attempts of a task that were made for an earlier Workflow of the run. */
  int attemptsBeforeThisWorkflow(String taskId) {
    Optional<Instant> retriedAt = decided.retriedAt();
    return retriedAt.isEmpty()
        ? 0
        : (int)
            parts.tasks().attempts(taskId).stream()
                .filter(attempt -> !attempt.startedAt().isAfter(retriedAt.get()))
                .count();
  }

  /** Says that a task has no pod of which anything could be said. */
  static PipelinesException noPod(DriverKey key) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "recording the end of a pod of task %s: it has none".formatted(key.text()));
  }

  /** Completes the answer, with the store's error when the report contradicts what is written. */
  void record(EndAttempt end) {
    try {
      changeOf(end)
          .ifPresent(change -> {
            var _ = parts.tasks().record(situation.run().id(), situation.graph(), List.of(change));
          });
      var _ = end.answer().complete(null);
    } catch (PipelinesException exception) {
      var _ = end.answer().completeExceptionally(exception);
    }
  }

  private Optional<TaskChange> changeOf(EndAttempt end) {
    String taskId =
        decided
            .taskIdOf(end.key())
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.FAILED_PRECONDITION,
                    "recording the end of a pod of task %s: none was to run"
                        .formatted(end.key().text())));
    int attempt = attemptsBeforeThisWorkflow(taskId) + end.attempt();
    Instant now = parts.clock().instant();
    return switch (end.result()) {
      case Succeeded(var outputs, var warnings) ->
          Optional.of(
              new TaskEnded(taskId, attempt, TaskState.SUCCEEDED, outputs, null, 0, warnings, now));
      case Failed(var failure, var exitCode, _, _) ->
          Optional.of(new AttemptEnded(taskId, attempt, failure, exitCode, true, now));
      case Stopped _ -> Optional.empty();
    };
  }
}
