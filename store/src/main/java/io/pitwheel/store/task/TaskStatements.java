package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.CACHE_ENTRIES;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;
import static org.jooq.impl.DSL.param;

import io.pitwheel.store.schema.tables.Tasks;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.task.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The statements of a recorded change, rendered once: a step of a chain pays for each. */
final class TaskStatements {
  /** The columns of {@link TrackedTask#read}. */
  static final List<Field<?>> TRACKED =
      List.of(
          TASKS.TASK_ID,
          TASKS.RUN_ID,
          TASKS.TASK_INDEX,
          TASKS.SCOPE_PATH,
          TASKS.ITERATION_VECTOR,
          TASKS.PARENT_TASK_ID,
          TASKS.TYPE,
          TASKS.ITERATION_COUNT,
          TASKS.FINGERPRINT_ALGORITHM,
          TASKS.FINGERPRINT_VALUE,
          TASKS.STATE,
          TASKS.ATTEMPT,
          TASKS.CHILDREN_EXPECTED,
          TASKS.CHILDREN_SUCCEEDED,
          TASKS.CHILDREN_CACHED,
          TASKS.CHILDREN_SKIPPED,
          TASKS.CHILDREN_FAILED,
          TASKS.WARNINGS,
          TASKS.SKIP_REASON,
          TASKS.FAILURE_CODE,
          TASKS.FAILURE_MESSAGE,
          TASKS.FAILURE_PATH);

  final String track;
  final String trackParent;
  final String trackMany;
  final String trackUnfinished;
  final String hasIdentity;
  final String insert;
  final String decideAgain;
  final String end;
  final String fold;
  final String beginRoot;
  final String changeAttempt;
  final String note;
  final String describe;
  final String insertAttempt;
  final String beginAttempt;
  final String closeAttempt;
  final String see;
  final String isAttemptClosed;
  final String insertParameter;
  final String insertArtifact;
  final String findImported;
  final String insertLink;
  final String insertCacheEntry;

  /** Of {@code ordinal} among the columns of a task. */
  static final int ORDINAL_POSITION = 3;

  /** Ids in one {@link #trackMany}; what is missing is filled with one of them. */
  static final int MANY = 32;

  TaskStatements(Database database) {
    track =
        database.render(
            DSL.select(TRACKED).from(TASKS).where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID))));
    Tasks inside = TASKS.as("inside");
    trackParent =
        database.render(
            DSL.select(TRACKED)
                .from(TASKS)
                .where(
                    TASKS.TASK_ID.eq(
                        DSL.select(inside.PARENT_TASK_ID)
                            .from(inside)
                            .where(inside.TASK_ID.eq(param("task", inside.TASK_ID))))));
    trackMany =
        database.render(
            DSL.select(TRACKED)
                .from(TASKS)
                .where(
                    TASKS.TASK_ID.in(
                        java.util.Collections.nCopies(MANY, param("task", TASKS.TASK_ID)))));
    trackUnfinished = database.render(unfinished());
    hasIdentity =
        database.render(
            DSL.select(TASKS.TASK_ID)
                .from(TASKS)
                .where(TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID)))
                .and(TASKS.TASK_INDEX.eq(param("index", TASKS.TASK_INDEX)))
                .and(TASKS.ITERATION_VECTOR.eq(param("vector", TASKS.ITERATION_VECTOR))));
    insert = database.renderUnlessThere(Inserts.row(TASKS, List.of(TASKS.fields())));
    decideAgain = database.render(overwriteTask());
    end = database.render(endTask());
    fold = database.render(foldGraph());
    beginRoot = database.render(beginTask());
    changeAttempt = database.render(changeAttempt());
    note = database.render(noteTask());
    describe = database.render(describeTask());
    insertAttempt = database.render(Inserts.row(TASK_ATTEMPTS, List.of(TASK_ATTEMPTS.fields())));
    beginAttempt = database.render(beginAttempt());
    closeAttempt = database.render(closeAttempt());
    see = database.render(seePod());
    isAttemptClosed =
        database.render(
            DSL.select(TASK_ATTEMPTS.ATTEMPT)
                .from(TASK_ATTEMPTS)
                .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID)))
                .and(TASK_ATTEMPTS.ATTEMPT.eq(param("attempt", TASK_ATTEMPTS.ATTEMPT)))
                .and(TASK_ATTEMPTS.FAILURE_CODE.isNotNull()));
    insertParameter =
        database.render(Inserts.row(TASK_PARAMETERS, List.of(TASK_PARAMETERS.fields())));
    insertArtifact =
        database.renderUnlessThere(Inserts.row(ARTIFACTS, List.of(ARTIFACTS.fields())));
    findImported = database.render(findImported());
    insertLink = database.render(Inserts.row(ARTIFACT_TASKS, List.of(ARTIFACT_TASKS.fields())));
    insertCacheEntry = database.render(Inserts.row(CACHE_ENTRIES, List.of(CACHE_ENTRIES.fields())));
  }

  private static org.jooq.Query changeAttempt() {
    return DSL.update(TASKS)
        .set(TASKS.ATTEMPT, param("attempt", TASKS.ATTEMPT))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static org.jooq.Query noteTask() {
    return DSL.update(TASKS)
        .set(
            TASKS.SYSTEM_LOG_URI,
            DSL.coalesce(param("uri", TASKS.SYSTEM_LOG_URI), TASKS.SYSTEM_LOG_URI))
        .set(TASKS.WARNINGS, param("warnings", TASKS.WARNINGS))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static org.jooq.Query describeTask() {
    return DSL.update(TASKS)
        .set(TASKS.REPORTED, param("reported", TASKS.REPORTED))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static org.jooq.Query seePod() {
    return DSL.update(TASK_ATTEMPTS)
        .set(TASK_ATTEMPTS.POD_SIGHTINGS, param("sightings", TASK_ATTEMPTS.POD_SIGHTINGS))
        .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID)))
        .and(TASK_ATTEMPTS.ATTEMPT.eq(param("attempt", TASK_ATTEMPTS.ATTEMPT)));
  }

  private static org.jooq.Query unfinished() {
    return DSL.select(TRACKED)
        .from(TASKS)
        .where(TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID)))
        .and(
            TASKS.STATE.in(
                DSL.inline(TaskState.RUNNING.name()), DSL.inline(TaskState.UNSPECIFIED.name())))
        .orderBy(TASKS.ORDINAL);
  }

  private static org.jooq.Query beginTask() {
    return DSL.update(TASKS)
        .set(TASKS.STATE, param("state", TASKS.STATE))
        .set(TASKS.CHILDREN_EXPECTED, param("expected", TASKS.CHILDREN_EXPECTED))
        .set(TASKS.ENDED_AT, param("ended", TASKS.ENDED_AT))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static org.jooq.Query findImported() {
    return DSL.select(ARTIFACTS.ARTIFACT_ID)
        .from(ARTIFACTS)
        .where(ARTIFACTS.NAMESPACE.eq(param("namespace", ARTIFACTS.NAMESPACE)))
        .and(ARTIFACTS.IMPORT_IDENTITY.eq(param("identity", ARTIFACTS.IMPORT_IDENTITY)));
  }

  private static org.jooq.Query overwriteTask() {
    Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
    for (Field<?> field : TASKS.fields()) {
      if (!field.equals(TASKS.ORDINAL)) {
        values.put(field, param(field.getName(), field));
      }
    }
    return DSL.update(TASKS)
        .set(values)
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)))
        .and(TASKS.STATE.eq(DSL.inline(TaskState.UNSPECIFIED.name())));
  }

  private static org.jooq.Query endTask() {
    return DSL.update(TASKS)
        .set(TASKS.STATE, param("state", TASKS.STATE))
        .set(TASKS.FAILURE_CODE, param("code", TASKS.FAILURE_CODE))
        .set(TASKS.FAILURE_MESSAGE, param("message", TASKS.FAILURE_MESSAGE))
        .set(TASKS.FAILURE_PATH, param("path", TASKS.FAILURE_PATH))
        .set(TASKS.WARNINGS, param("warnings", TASKS.WARNINGS))
        .set(TASKS.ENDED_AT, param("ended", TASKS.ENDED_AT))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)))
        .and(TASKS.STATE.eq(param("before", TASKS.STATE)))
        .and(TASKS.ATTEMPT.eq(param("attempt", TASKS.ATTEMPT)));
  }

  private static org.jooq.Query foldGraph() {
    return DSL.update(TASKS)
        .set(TASKS.CHILDREN_SUCCEEDED, added(TASKS.CHILDREN_SUCCEEDED))
        .set(TASKS.CHILDREN_CACHED, added(TASKS.CHILDREN_CACHED))
        .set(TASKS.CHILDREN_SKIPPED, added(TASKS.CHILDREN_SKIPPED))
        .set(TASKS.CHILDREN_FAILED, added(TASKS.CHILDREN_FAILED))
        .set(TASKS.STATE, param("state", TASKS.STATE))
        .set(TASKS.SKIP_REASON, param("reason", TASKS.SKIP_REASON))
        .set(TASKS.FAILURE_CODE, param("code", TASKS.FAILURE_CODE))
        .set(TASKS.FAILURE_MESSAGE, param("message", TASKS.FAILURE_MESSAGE))
        .set(TASKS.FAILURE_PATH, param("path", TASKS.FAILURE_PATH))
        .set(TASKS.ENDED_AT, param("ended", TASKS.ENDED_AT))
        .where(TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static Field<Integer> added(Field<Integer> counter) {
    return counter.plus(param(counter.getName(), counter));
  }

  private static org.jooq.Query beginAttempt() {
    return DSL.update(TASK_ATTEMPTS)
        .set(TASK_ATTEMPTS.STARTED_AT, param("began", TASK_ATTEMPTS.STARTED_AT))
        .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID)))
        .and(TASK_ATTEMPTS.ATTEMPT.eq(param("attempt", TASK_ATTEMPTS.ATTEMPT)))
        .and(TASK_ATTEMPTS.ENDED_AT.isNull());
  }

  private static org.jooq.Query closeAttempt() {
    return DSL.update(TASK_ATTEMPTS)
        .set(TASK_ATTEMPTS.ENDED_AT, param("ended", TASK_ATTEMPTS.ENDED_AT))
        .set(TASK_ATTEMPTS.EXIT_CODE, param("exit", TASK_ATTEMPTS.EXIT_CODE))
        .set(TASK_ATTEMPTS.FAILURE_CODE, param("code", TASK_ATTEMPTS.FAILURE_CODE))
        .set(TASK_ATTEMPTS.FAILURE_MESSAGE, param("message", TASK_ATTEMPTS.FAILURE_MESSAGE))
        .set(TASK_ATTEMPTS.FAILURE_PATH, param("path", TASK_ATTEMPTS.FAILURE_PATH))
        .set(TASK_ATTEMPTS.COUNTS_AS_RETRY, param("counts", TASK_ATTEMPTS.COUNTS_AS_RETRY))
        .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID)))
        .and(TASK_ATTEMPTS.ATTEMPT.eq(param("attempt", TASK_ATTEMPTS.ATTEMPT)));
  }
}
