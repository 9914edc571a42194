package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.Folding;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Takes the tasks of a failed run back to where they can go on. What succeeded, was cached, or was
 * skipped for another reason than a failure is kept; what failed, or never came to its turn, is to
 * be decided again under its old id; the graphs around go on, with counters of what is kept.
 */
final class RetriedTasks {
  private final String trackAll;
  private final String rewind;
  private final String forgive;
  private final List<String> clearValues;

  RetriedTasks(Database database) {
    trackAll =
        database.render(
            DSL.select(TaskStatements.TRACKED)
                .from(TASKS)
                .where(TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID)))
                .orderBy(TASKS.ORDINAL));
    rewind =
        database.render(
            DSL.update(TASKS)
                .set(TASKS.STATE, param("state", TASKS.STATE))
                .set(TASKS.CHILDREN_SUCCEEDED, param("succeeded", TASKS.CHILDREN_SUCCEEDED))
                .set(TASKS.CHILDREN_CACHED, param("cached", TASKS.CHILDREN_CACHED))
                .set(TASKS.CHILDREN_SKIPPED, param("skipped", TASKS.CHILDREN_SKIPPED))
                .set(TASKS.CHILDREN_FAILED, inline(0))
                .set(TASKS.SKIP_REASON, nothing(TASKS.SKIP_REASON))
                .set(TASKS.FAILURE_CODE, nothing(TASKS.FAILURE_CODE))
                .set(TASKS.FAILURE_MESSAGE, nothing(TASKS.FAILURE_MESSAGE))
                .set(TASKS.FAILURE_PATH, nothing(TASKS.FAILURE_PATH))
                .set(TASKS.ENDED_AT, nothing(TASKS.ENDED_AT))
                .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID))));
    // The retries of the user's policy start anew with the run.
    forgive =
        database.render(
            DSL.update(TASK_ATTEMPTS)
                .set(TASK_ATTEMPTS.COUNTS_AS_RETRY, inline(false))
                .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID))));
    clearValues =
        List.of(
            clear(database, TASK_PARAMETERS, TASK_PARAMETERS.TASK_ID),
            clear(database, ARTIFACT_TASKS, ARTIFACT_TASKS.TASK_ID));
  }

  /** As text of the statement: {@code setNull} would make a placeholder of it. */
  private static <T> Field<T> nothing(Field<T> field) {
    return DSL.inline(null, field);
  }

  private static String clear(Database database, Table<?> table, Field<String> taskId) {
    return database.render(DSL.deleteFrom(table).where(taskId.eq(param("task", taskId))));
  }

  /** The root is left as before its beginning; the run's beginning begins it again. */
  void rewind(Session session, RunLedger ledger, Instant at) throws SQLException {
    List<TrackedTask> rows = session.query(trackAll, TrackedTask::read, ledger.runId());
    Map<String, TaskCounters> kept = new HashMap<>();
    for (TrackedTask row : rows) {
      String parentId = row.identity.parentId();
      if (parentId != null && isKept(row)) {
        TaskCounters before = kept.getOrDefault(parentId, TaskCounters.expecting(0));
        kept.put(parentId, Folding.childEnded(before, row.state));
      }
    }
    var rewound = new ArrayList<@Nullable Object[]>();
    var decidedAgain = new ArrayList<@Nullable Object[]>();
    var events = new TaskEvents(ledger);
    for (TrackedTask row : rows) {
      if (isKept(row)) {
        continue;
      }
      boolean isRoot = row.identity.parentId() == null;
      boolean goesOn = !isRoot && isEntered(row);
      row.state = goesOn ? TaskState.RUNNING : TaskState.UNSPECIFIED;
      row.skipReason = null;
      row.failure = null;
      rewound.add(values(row, kept.getOrDefault(row.identity.id(), TaskCounters.expecting(0))));
      if (!goesOn && !isRoot) {
        decidedAgain.add(new @Nullable Object[] {row.identity.id()});
      }
      if (!isRoot) {
        events.entered(row, at);
      }
    }
    session.executeAll(rewind, rewound);
    session.executeAll(forgive, decidedAgain);
    for (String statement : clearValues) {
      session.executeAll(statement, decidedAgain);
    }
  }

  private static boolean isKept(TrackedTask row) {
    return switch (row.state) {
      case SUCCEEDED, CACHED -> true;
      case SKIPPED ->
          row.skipReason != SkipReason.UPSTREAM_FAILED && row.skipReason != SkipReason.CANCELLED;
      case FAILED, RUNNING, UNSPECIFIED -> false;
    };
  }

  /** A graph that was refused, rather than entered, expects no children. */
  private static boolean isEntered(TrackedTask row) {
    return row.identity.type().isFolded()
        && row.state == TaskState.FAILED
        && row.counters.expected() > 0;
  }

  private static @Nullable Object[] values(TrackedTask row, TaskCounters kept) {
    return new @Nullable Object[] {
      row.state.name(), kept.succeeded(), kept.cached(), kept.skipped(), row.identity.id()
    };
  }
}
