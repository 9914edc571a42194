package io.pitwheel.store.session;

import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;

import io.pitwheel.task.TaskAttempt;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;

/** The columns of {@code task_attempts} that an attempt is made of. */
public final class AttemptColumns {
  /** In the order of {@link #read}. */
  public static final List<Field<?>> ALL =
      List.of(
          TASK_ATTEMPTS.ATTEMPT,
          TASK_ATTEMPTS.STARTED_AT,
          TASK_ATTEMPTS.ENDED_AT,
          TASK_ATTEMPTS.EXIT_CODE,
          TASK_ATTEMPTS.FAILURE_CODE,
          TASK_ATTEMPTS.FAILURE_MESSAGE,
          TASK_ATTEMPTS.FAILURE_PATH,
          TASK_ATTEMPTS.COUNTS_AS_RETRY,
          TASK_ATTEMPTS.POD_SIGHTINGS);

  private AttemptColumns() {}

  /** The next columns of a row, in the order of {@link #ALL}. */
  public static TaskAttempt read(Row row) throws SQLException {
    return new TaskAttempt(
        row.integer(),
        row.instant(),
        row.instantOrNull(),
        row.integerOrNull(),
        FailureColumns.read(row),
        row.flag(),
        SightingColumn.read(row.text()));
  }
}
