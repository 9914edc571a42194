package io.pitwheel.store.view;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;

import io.pitwheel.store.schema.tables.Tasks;
import io.pitwheel.store.session.AttemptColumns;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.task.TaskBuilder;
import io.pitwheel.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;

/**
 * Tasks, parameters, artifacts, attempts and children under one condition.
 *
 * @param children tasks inside others of one run; by tasks it takes the first of them twice
 */
record ViewStatements(
    String tasks, String parameters, String artifacts, String attempts, String children) {
  static ViewStatements ofRun(Database database) {
    return of(
        database,
        new Columns(TASKS.RUN_ID, TASK_PARAMETERS.RUN_ID, ARTIFACT_TASKS.RUN_ID),
        column -> column.eq(DSL.param("run", column)),
        TASKS.RUN_ID.eq(DSL.param("run", TASKS.RUN_ID)));
  }

  /** Of as many tasks as there are placeholders. */
  static ViewStatements ofTasks(Database database, int count) {
    return of(
        database,
        new Columns(TASKS.TASK_ID, TASK_PARAMETERS.TASK_ID, ARTIFACT_TASKS.TASK_ID),
        column -> column.in(java.util.Collections.nCopies(count, DSL.param("task", column))),
        TASKS
            .RUN_ID
            .eq(runOfFirst())
            .and(
                TASKS.PARENT_TASK_ID.in(
                    java.util.Collections.nCopies(
                        count, DSL.param("parent", TASKS.PARENT_TASK_ID)))));
  }

  /** Tasks are found in their run. */
  private static Select<Record1<String>> runOfFirst() {
    Tasks first = TASKS.as("first");
    return DSL.select(first.RUN_ID)
        .from(first)
        .where(first.TASK_ID.eq(DSL.param("first", first.TASK_ID)));
  }

  private record Columns(Field<String> task, Field<String> parameter, Field<String> artifact) {}

  private static ViewStatements of(
      Database database,
      Columns columns,
      Function<Field<String>, Condition> isAsked,
      Condition isInside) {
    return new ViewStatements(
        database.render(tasks(isAsked.apply(columns.task()))),
        database.render(parameters(isAsked.apply(columns.parameter()))),
        database.render(artifacts(isAsked.apply(columns.artifact()))),
        database.render(attempts(isAsked.apply(columns.task()))),
        database.render(children(isInside)));
  }

  private static Query tasks(Condition condition) {
    List<SelectFieldOrAsterisk> columns = new ArrayList<>(TaskBuilder.COLUMNS);
    columns.add(TASKS.FINGERPRINT_VALUE);
    columns.add(TASKS.REPORTED);
    return DSL.select(columns).from(TASKS).where(condition).orderBy(TASKS.ORDINAL);
  }

  private static Query parameters(Condition condition) {
    return DSL.select(
            TASK_PARAMETERS.TASK_ID,
            TASK_PARAMETERS.DIRECTION,
            TASK_PARAMETERS.PARAMETER_KEY,
            TASK_PARAMETERS.ITERATION,
            TASK_PARAMETERS.CHOICE,
            TASK_PARAMETERS.IO_TYPE,
            TASK_PARAMETERS.PRODUCER,
            TASK_PARAMETERS.VALUE,
            TASK_PARAMETERS.IS_SPILLED)
        .from(TASK_PARAMETERS)
        .where(condition)
        .orderBy(
            TASK_PARAMETERS.TASK_ID,
            TASK_PARAMETERS.DIRECTION,
            TASK_PARAMETERS.PARAMETER_KEY,
            TASK_PARAMETERS.ITERATION,
            TASK_PARAMETERS.CHOICE);
  }

  private static Query artifacts(Condition condition) {
    return DSL.select(
            ARTIFACT_TASKS.TASK_ID,
            ARTIFACT_TASKS.DIRECTION,
            ARTIFACT_TASKS.ARTIFACT_KEY,
            ARTIFACT_TASKS.ITERATION,
            ARTIFACT_TASKS.CHOICE,
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
            ARTIFACTS.CREATED_AT)
        .from(ARTIFACT_TASKS)
        .leftJoin(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(ARTIFACT_TASKS.ARTIFACT_ID))
        .where(condition)
        .orderBy(
            ARTIFACT_TASKS.TASK_ID,
            ARTIFACT_TASKS.DIRECTION,
            ARTIFACT_TASKS.ARTIFACT_KEY,
            ARTIFACT_TASKS.ITERATION,
            ARTIFACT_TASKS.CHOICE,
            ARTIFACT_TASKS.POSITION);
  }

  /** By the key of their table, which has no other: the few tasks are found first. */
  private static Query attempts(Condition condition) {
    List<SelectFieldOrAsterisk> columns = new ArrayList<>(List.of(TASK_ATTEMPTS.TASK_ID));
    columns.addAll(AttemptColumns.ALL);
    return DSL.select(columns)
        .from(TASK_ATTEMPTS)
        .where(
            TASK_ATTEMPTS.TASK_ID.in(
                DSL.select(TASKS.TASK_ID)
                    .from(TASKS)
                    .where(condition)
                    .and(TASKS.ATTEMPT.gt(DSL.inline(1)))))
        .orderBy(TASK_ATTEMPTS.TASK_ID, TASK_ATTEMPTS.ATTEMPT);
  }

  private static Query children(Condition condition) {
    return DSL.select(TASKS.PARENT_TASK_ID, TASKS.TASK_ID, TASKS.TASK_INDEX)
        .from(TASKS)
        .where(condition)
        .and(TASKS.PARENT_TASK_ID.isNotNull())
        .and(TASKS.STATE.ne(DSL.inline(TaskState.UNSPECIFIED.name())))
        .orderBy(TASKS.ORDINAL);
  }
}
