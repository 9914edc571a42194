package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.CACHE_ENTRIES;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.task.CacheFingerprint;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;

/** The statements of what is reported from elsewhere, rendered once. */
final class ReportStatements {
  /** The columns of {@link ReportedArtifacts.StandingLink#read}. */
  private static final List<SelectFieldOrAsterisk> LINKED =
      List.of(
          ARTIFACT_TASKS.ITERATION,
          ARTIFACT_TASKS.CHOICE,
          ARTIFACT_TASKS.POSITION,
          ARTIFACT_TASKS.IO_TYPE,
          ARTIFACT_TASKS.PRODUCER,
          ARTIFACTS.ARTIFACT_ID,
          ARTIFACTS.NAME,
          ARTIFACTS.URI,
          ARTIFACTS.SCHEMA_TITLE,
          ARTIFACTS.SCHEMA_VERSION,
          ARTIFACTS.METADATA,
          ARTIFACTS.NAMESPACE,
          ARTIFACTS.DESCRIPTION,
          ARTIFACTS.NUMBER_VALUE,
          ARTIFACTS.CREATED_AT);

  final String trackPlace;
  final String trackRun;
  final String hasInside;
  final String readNotes;
  final String writeNotes;
  final String insertParameter;
  final String updateParameter;
  final String parameters;
  final String outputArtifacts;
  final String links;
  final String insertLink;
  final String findArtifact;
  final String newestReusable;

  ReportStatements(Database database) {
    Condition isOfRun = TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID));
    Condition isTask = TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID));
    trackPlace =
        database.render(
            DSL.select(TaskStatements.TRACKED)
                .from(TASKS)
                .where(isOfRun)
                .and(TASKS.TASK_INDEX.eq(param("index", TASKS.TASK_INDEX)))
                .and(TASKS.ITERATION_VECTOR.eq(param("vector", TASKS.ITERATION_VECTOR))));
    trackRun =
        database.render(
            DSL.select(TaskStatements.TRACKED).from(TASKS).where(isOfRun).orderBy(TASKS.ORDINAL));
    hasInside =
        database.render(
            DSL.select(TASKS.TASK_ID)
                .from(TASKS)
                .where(isOfRun)
                .and(TASKS.PARENT_TASK_ID.eq(param("parent", TASKS.PARENT_TASK_ID)))
                .limit(inline(1)));
    readNotes =
        database.render(DSL.select(TASKS.DISPLAY_NAME, TASKS.REPORTED).from(TASKS).where(isTask));
    writeNotes = database.render(notes().where(isTask));
    insertParameter =
        database.renderUnlessThere(Inserts.row(TASK_PARAMETERS, List.of(TASK_PARAMETERS.fields())));
    updateParameter = database.render(parameterUpdate());
    parameters = database.render(outputParameters());
    outputArtifacts = database.render(links(isOut()));
    links =
        database.render(
            links(
                ARTIFACT_TASKS
                    .DIRECTION
                    .eq(param("direction", ARTIFACT_TASKS.DIRECTION))
                    .and(
                        ARTIFACT_TASKS.ARTIFACT_KEY.eq(
                            param("key", ARTIFACT_TASKS.ARTIFACT_KEY)))));
    insertLink =
        database.renderUnlessThere(Inserts.row(ARTIFACT_TASKS, List.of(ARTIFACT_TASKS.fields())));
    findArtifact =
        database.render(
            DSL.select(ARTIFACTS.ARTIFACT_ID)
                .from(ARTIFACTS)
                .where(ARTIFACTS.ARTIFACT_ID.eq(param("artifact", ARTIFACTS.ARTIFACT_ID)))
                .and(ARTIFACTS.NAMESPACE.eq(param("namespace", ARTIFACTS.NAMESPACE))));
    newestReusable = database.render(reusable());
  }

  private static Condition isOut() {
    return ARTIFACT_TASKS.DIRECTION.eq(inline((short) 1));
  }

  private static org.jooq.UpdateSetMoreStep<?> notes() {
    return DSL.update(TASKS)
        .set(TASKS.DISPLAY_NAME, param("name", TASKS.DISPLAY_NAME))
        .set(TASKS.REPORTED, param("reported", TASKS.REPORTED))
        .set(TASKS.FINGERPRINT_ALGORITHM, param("algorithm", TASKS.FINGERPRINT_ALGORITHM))
        .set(TASKS.FINGERPRINT_VALUE, param("value", TASKS.FINGERPRINT_VALUE));
  }

  private static Query parameterUpdate() {
    return DSL.update(TASK_PARAMETERS)
        .set(TASK_PARAMETERS.IO_TYPE, param("type", TASK_PARAMETERS.IO_TYPE))
        .set(TASK_PARAMETERS.PRODUCER, param("producer", TASK_PARAMETERS.PRODUCER))
        .set(TASK_PARAMETERS.VALUE, param("value", TASK_PARAMETERS.VALUE))
        .set(TASK_PARAMETERS.IS_SPILLED, param("spilled", TASK_PARAMETERS.IS_SPILLED))
        .where(TASK_PARAMETERS.TASK_ID.eq(param("task", TASK_PARAMETERS.TASK_ID)))
        .and(TASK_PARAMETERS.DIRECTION.eq(param("direction", TASK_PARAMETERS.DIRECTION)))
        .and(TASK_PARAMETERS.PARAMETER_KEY.eq(param("key", TASK_PARAMETERS.PARAMETER_KEY)))
        .and(TASK_PARAMETERS.ITERATION.eq(param("iteration", TASK_PARAMETERS.ITERATION)))
        .and(TASK_PARAMETERS.CHOICE.eq(inline(0)));
  }

  private static Query outputParameters() {
    return DSL.select(
            TASK_PARAMETERS.PARAMETER_KEY,
            TASK_PARAMETERS.ITERATION,
            TASK_PARAMETERS.CHOICE,
            TASK_PARAMETERS.VALUE,
            TASK_PARAMETERS.IS_SPILLED)
        .from(TASK_PARAMETERS)
        .where(TASK_PARAMETERS.TASK_ID.eq(param("task", TASK_PARAMETERS.TASK_ID)))
        .and(TASK_PARAMETERS.DIRECTION.eq(param("direction", TASK_PARAMETERS.DIRECTION)))
        .orderBy(TASK_PARAMETERS.PARAMETER_KEY, TASK_PARAMETERS.ITERATION, TASK_PARAMETERS.CHOICE);
  }

  private static Query links(Condition which) {
    return DSL.select(LINKED)
        .select(ARTIFACT_TASKS.ARTIFACT_KEY)
        .from(ARTIFACT_TASKS)
        .join(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(ARTIFACT_TASKS.ARTIFACT_ID))
        .where(ARTIFACT_TASKS.TASK_ID.eq(param("task", ARTIFACT_TASKS.TASK_ID)))
        .and(which)
        .orderBy(
            ARTIFACT_TASKS.ARTIFACT_KEY,
            ARTIFACT_TASKS.ITERATION,
            ARTIFACT_TASKS.CHOICE,
            ARTIFACT_TASKS.POSITION);
  }

  private static Query reusable() {
    return DSL.select(CACHE_ENTRIES.TASK_ID)
        .from(CACHE_ENTRIES)
        .where(CACHE_ENTRIES.NAMESPACE.eq(param("namespace", CACHE_ENTRIES.NAMESPACE)))
        .and(
            CACHE_ENTRIES.ALGORITHM.in(
                inline(CacheFingerprint.REPORTED),
                inline(CacheFingerprint.MIGRATED),
                inline(CacheFingerprint.CURRENT)))
        .and(CACHE_ENTRIES.FINGERPRINT.eq(param("value", CACHE_ENTRIES.FINGERPRINT)))
        .orderBy(CACHE_ENTRIES.CREATED_AT.desc(), CACHE_ENTRIES.TASK_ID.desc())
        .limit(inline(1));
  }
}
