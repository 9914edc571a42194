package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.TASKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.FailureColumns;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds what a run failed of: its first failed task that is no fold of others. */
final class RunFailure {
  private final String first;

  RunFailure(Database database) {
    var folded =
        Arrays.stream(TaskType.values())
            .filter(TaskType::isFolded)
            .map(type -> inline(type.name()))
            .toList();
    // A graph that was refused, rather than folded, expects no children.
    first =
        database.render(
            select(TASKS.FAILURE_CODE, TASKS.FAILURE_MESSAGE, TASKS.FAILURE_PATH)
                .from(TASKS)
                .where(TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID)))
                .and(TASKS.STATE.eq(inline(TaskState.FAILED.name())))
                .and(TASKS.TYPE.notIn(folded).or(TASKS.CHILDREN_EXPECTED.eq(inline(0))))
                .orderBy(TASKS.ENDED_AT, TASKS.ORDINAL)
                .limit(inline(1)));
  }

  @Nullable TaskFailure first(Session session, String runId) throws SQLException {
    var failures =
        session.query(first, row -> java.util.Optional.ofNullable(FailureColumns.read(row)), runId);
    return failures.isEmpty() ? null : failures.get(0).orElse(null);
  }
}
