package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.TASKS;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.store.session.FailureColumns;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.ScopePaths;
import io.pitwheel.store.value.ListOutputs;
import io.pitwheel.store.value.ValueCollector;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A task whose values are still being read. */
public final class TaskBuilder {
  /** The columns of {@link #read}. */
  public static final List<Field<?>> COLUMNS =
      List.of(
          TASKS.TASK_ID,
          TASKS.RUN_ID,
          TASKS.SCOPE_PATH,
          TASKS.ITERATION_VECTOR,
          TASKS.TASK_INDEX,
          TASKS.DISPLAY_NAME,
          TASKS.TYPE,
          TASKS.STATE,
          TASKS.SKIP_REASON,
          TASKS.PARENT_TASK_ID,
          TASKS.ATTEMPT,
          TASKS.ITERATION_COUNT,
          TASKS.CHILDREN_EXPECTED,
          TASKS.CHILDREN_SUCCEEDED,
          TASKS.CHILDREN_CACHED,
          TASKS.CHILDREN_SKIPPED,
          TASKS.CHILDREN_FAILED,
          TASKS.FAILURE_CODE,
          TASKS.FAILURE_MESSAGE,
          TASKS.FAILURE_PATH,
          TASKS.DECISION,
          TASKS.WARNINGS,
          TASKS.SYSTEM_LOG_URI,
          TASKS.CREATED_AT,
          TASKS.ENDED_AT,
          TASKS.LIST_PARAMETERS,
          TASKS.LIST_ARTIFACTS);

  private final Task bare;
  private final ListOutputs listOutputs;
  private final ValueCollector inputs = new ValueCollector();
  private final ValueCollector outputs = new ValueCollector();

  private TaskBuilder(Task bare, ListOutputs listOutputs) {
    this.bare = bare;
    this.listOutputs = listOutputs;
  }

  /** The next columns of a row, in the order of {@link #COLUMNS}. */
  public static TaskBuilder read(Row row) throws SQLException {
    return new TaskBuilder(
        new Task(
            row.text(),
            new TaskReference(
                row.text(), ScopePaths.parse(row.text()), IterationVector.parse(row.text())),
            row.integer(),
            row.text(),
            TaskType.valueOf(row.text()),
            TaskState.valueOf(row.text()),
            skipReason(row.textOrNull()),
            row.textOrNull(),
            row.integer(),
            row.integer(),
            new TaskCounters(
                row.integer(), row.integer(), row.integer(), row.integer(), row.integer()),
            TaskValues.NONE,
            TaskValues.NONE,
            FailureColumns.read(row),
            row.text(),
            JsonColumns.texts(row.text()),
            row.text(),
            row.instant(),
            row.instantOrNull()),
        ListOutputs.parse(row.text(), row.text()));
  }

  private static @Nullable SkipReason skipReason(@Nullable String name) {
    return name == null ? null : SkipReason.valueOf(name);
  }

  public String id() {
    return bare.id();
  }

  public int attempt() {
    return bare.attempt();
  }

  ValueCollector inputs() {
    return inputs;
  }

  ValueCollector outputs() {
    return outputs;
  }

  /** The task, with the values that were added. */
  public Task build() {
    if (givesOutputs()) {
      outputs.declareLists(listOutputs);
    }
    // A graph under way notes its first failure, but has not failed.
    TaskFailure failure = bare.state() == TaskState.FAILED ? bare.failure() : null;
    return new Task(
        bare.id(),
        bare.reference(),
        bare.index(),
        bare.displayName(),
        bare.type(),
        bare.state(),
        bare.skipReason(),
        bare.parentId(),
        bare.attempt(),
        bare.iterationCount(),
        bare.counters(),
        inputs.values(),
        outputs.values(),
        failure,
        bare.decision(),
        bare.warnings(),
        bare.systemLogUri(),
        bare.createdAt(),
        bare.endedAt());
  }

  private boolean givesOutputs() {
    SkipReason reason = bare.skipReason();
    return bare.state().hasOutputs() || (reason != null && !reason.stopsDependents());
  }
}
