package io.pitwheel.store.task;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.FailureColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.ScopePaths;
import io.pitwheel.task.Folding;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one transaction knows of a task's row, and has changed in it. */
final class TrackedTask {
  /** What of a row never changes. */
  record Identity(
      String id,
      String runId,
      int index,
      ScopePath path,
      IterationVector iteration,
      @Nullable String parentId,
      TaskType type,
      int iterationCount,
      @Nullable String fingerprintAlgorithm,
      @Nullable String fingerprintValue) {}

  final Identity identity;
  TaskState state;
  int attempt;
  String warnings;

  /** Of a row that is to be written; what a row holds is not read for this. */
  String reported = ReportedNotes.NOTHING;

  TaskCounters counters;
  private final TaskCounters storedCounters;
  @Nullable SkipReason skipReason;
  @Nullable TaskFailure failure;
  @Nullable Instant endedAt;

  TrackedTask(
      Identity identity, TaskState state, int attempt, TaskCounters counters, String warnings) {
    this.identity = identity;
    this.state = state;
    this.attempt = attempt;
    this.counters = counters;
    this.storedCounters = counters;
    this.warnings = warnings;
  }

  /** In the order of {@link TaskStatements#TRACKED}. */
  static TrackedTask read(Row row) throws SQLException {
    var identity =
        new Identity(
            row.text(),
            row.text(),
            row.integer(),
            ScopePaths.parse(row.text()),
            IterationVector.parse(row.text()),
            row.textOrNull(),
            TaskType.valueOf(row.text()),
            row.integer(),
            row.textOrNull(),
            row.textOrNull());
    var state = TaskState.valueOf(row.text());
    int attempt = row.integer();
    var counters =
        new TaskCounters(row.integer(), row.integer(), row.integer(), row.integer(), row.integer());
    var task = new TrackedTask(identity, state, attempt, counters, row.text());
    String skipReason = row.textOrNull();
    task.skipReason = skipReason == null ? null : SkipReason.valueOf(skipReason);
    task.failure = FailureColumns.read(row);
    return task;
  }

  /** Whether the iterations of a loop are what it consists of. */
  boolean isLoop() {
    return identity.type() == TaskType.LOOP;
  }

  /** Whether what depends on it may use outputs of it, be they empty lists. */
  boolean givesOutputs() {
    SkipReason reason = skipReason;
    return state.hasOutputs()
        || (state == TaskState.SKIPPED && reason != null && !reason.stopsDependents());
  }

  /** The state of a graph with nothing left to do inside. */
  void endAsGraph(Instant at) {
    if (isLoop() && identity.iterationCount() == 0) {
      state = TaskState.SKIPPED;
      skipReason = SkipReason.NO_ITERATIONS;
    } else {
      state = Folding.terminalState(counters);
      skipReason = state == TaskState.SKIPPED ? SkipReason.NOTHING_RAN : null;
    }
    endedAt = at;
  }

  /** Values of {@link TaskStatements#fold}: counters by what was added since they were read. */
  @Nullable Object[] foldValues() {
    TaskFailure shown = failure;
    Instant ended = endedAt;
    SkipReason reason = skipReason;
    return new @Nullable Object[] {
      counters.succeeded() - storedCounters.succeeded(),
      counters.cached() - storedCounters.cached(),
      counters.skipped() - storedCounters.skipped(),
      counters.failed() - storedCounters.failed(),
      state.name(),
      reason == null ? null : reason.name(),
      shown == null ? null : shown.code().name(),
      shown == null ? null : shown.message(),
      shown == null ? null : shown.path(),
      ended == null ? null : ended.toEpochMilli(),
      identity.id()
    };
  }
}
