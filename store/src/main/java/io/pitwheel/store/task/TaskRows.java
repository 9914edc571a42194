package io.pitwheel.store.task;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.cache.CachePlace;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.SightingColumn;
import io.pitwheel.store.value.ListOutputs;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of the statements that write tasks, in the order of their placeholders. */
final class TaskRows {
  private TaskRows() {}

  /** How an attempt ended. */
  record AttemptEnd(
      Instant at,
      @Nullable Integer exitCode,
      @Nullable TaskFailure failure,
      boolean countsAsRetry) {}

  static TrackedTask track(Task task, @Nullable CacheFingerprint fingerprint) {
    var identity =
        new TrackedTask.Identity(
            task.id(),
            task.reference().runId(),
            task.index(),
            task.reference().path(),
            task.reference().iteration(),
            task.parentId(),
            task.type(),
            task.iterationCount(),
            fingerprint == null ? null : fingerprint.algorithm(),
            fingerprint == null ? null : fingerprint.value());
    boolean isFirstAttempt = task.state() == TaskState.RUNNING && !task.type().isFolded();
    var tracked =
        new TrackedTask(
            identity,
            task.state(),
            isFirstAttempt ? Math.max(1, task.attempt()) : task.attempt(),
            task.counters(),
            JsonColumns.write(task.warnings()));
    tracked.skipReason = task.skipReason();
    tracked.failure = task.failure();
    Instant endedAt = task.endedAt();
    if (task.state().isTerminal()) {
      tracked.endedAt = endedAt == null ? task.createdAt() : endedAt;
    }
    return tracked;
  }

  /** A whole row of a task. */
  static @Nullable Object[] values(
      Recording recording,
      Task task,
      TrackedTask tracked,
      @Nullable CacheFingerprint fingerprint,
      int ordinal) {
    TaskNode node = recording.graph().node(task.index());
    ListOutputs lists = ListOutputs.of(node);
    SkipReason skipReason = tracked.skipReason;
    TaskFailure failure = tracked.failure;
    return new @Nullable Object[] {
      task.id(),
      recording.ledger().runId(),
      recording.ledger().namespace(),
      ordinal,
      task.index(),
      task.reference().iteration().text(),
      node.path().dotted(),
      task.parentId(),
      task.displayName(),
      task.type().name(),
      tracked.state.name(),
      skipReason == null ? null : skipReason.name(),
      tracked.attempt,
      task.iterationCount(),
      task.counters().expected(),
      task.counters().succeeded(),
      task.counters().cached(),
      task.counters().skipped(),
      task.counters().failed(),
      fingerprint == null ? null : fingerprint.algorithm(),
      fingerprint == null ? null : fingerprint.value(),
      fingerprint == null ? null : fingerprint.explanation(),
      lists.parametersText(),
      lists.artifactsText(),
      task.decision(),
      tracked.warnings,
      failure == null ? null : failure.code().name(),
      failure == null ? null : failure.message(),
      failure == null ? null : failure.path(),
      task.createdAt().toEpochMilli(),
      millis(tracked.endedAt),
      null,
      null,
      null,
      task.systemLogUri(),
      tracked.reported
    };
  }

  /** Values of {@link TaskStatements#decideAgain}: a whole row, but for its place in the order. */
  static @Nullable Object[] again(@Nullable Object[] row) {
    var values = new ArrayList<@Nullable Object>(Arrays.asList(row));
    values.remove(TaskStatements.ORDINAL_POSITION);
    values.add(row[0]);
    return values.toArray();
  }

  static @Nullable Object[] end(TrackedTask task, TaskState before, int attempt) {
    TaskFailure failure = task.failure;
    return new @Nullable Object[] {
      task.state.name(),
      failure == null ? null : failure.code().name(),
      failure == null ? null : failure.message(),
      failure == null ? null : failure.path(),
      task.warnings,
      millis(task.endedAt),
      task.identity.id(),
      before.name(),
      attempt
    };
  }

  /** A fresh row of {@code task_attempts}. */
  static @Nullable Object[] attempt(RunLedger ledger, String taskId, int attempt, Instant at) {
    return new @Nullable Object[] {
      taskId,
      attempt,
      ledger.runId(),
      ledger.namespace(),
      at.toEpochMilli(),
      null,
      null,
      null,
      null,
      null,
      true,
      SightingColumn.NOTHING
    };
  }

  static @Nullable Object[] closedAttempt(String taskId, int attempt, AttemptEnd end) {
    TaskFailure failure = end.failure();
    return new @Nullable Object[] {
      end.at().toEpochMilli(),
      end.exitCode(),
      failure == null ? null : failure.code().name(),
      failure == null ? null : failure.message(),
      failure == null ? null : failure.path(),
      end.countsAsRetry(),
      taskId,
      attempt
    };
  }

  static @Nullable Object[] cacheEntry(
      RunLedger ledger, TrackedTask task, TaskNode node, Instant at) {
    return new @Nullable Object[] {
      task.identity.id(),
      ledger.runId(),
      ledger.namespace(),
      task.identity.fingerprintAlgorithm(),
      task.identity.fingerprintValue(),
      ledger.pipelineName(),
      node.path().dotted(),
      at.toEpochMilli(),
      new CachePlace(node.path(), task.identity.iteration()).key(),
      task.identity.iteration().text()
    };
  }

  static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
