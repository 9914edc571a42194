package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.SpilledText;
import io.pitwheel.store.value.ValueCollector;
import io.pitwheel.store.value.ValueCollector.Place;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.Task;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectFieldOrAsterisk;
import org.jspecify.annotations.Nullable;

/** Reads whole tasks: three queries, however many tasks. */
final class TaskReader {
  private static final List<Field<?>> PARAMETER_COLUMNS =
      List.of(
          TASK_PARAMETERS.TASK_ID,
          TASK_PARAMETERS.DIRECTION,
          TASK_PARAMETERS.PARAMETER_KEY,
          TASK_PARAMETERS.ITERATION,
          TASK_PARAMETERS.CHOICE,
          TASK_PARAMETERS.VALUE,
          TASK_PARAMETERS.IS_SPILLED);

  private static final List<SelectFieldOrAsterisk> ARTIFACT_COLUMNS =
      List.of(
          ARTIFACT_TASKS.TASK_ID,
          ARTIFACT_TASKS.DIRECTION,
          ARTIFACT_TASKS.ARTIFACT_KEY,
          ARTIFACT_TASKS.ITERATION,
          ARTIFACT_TASKS.CHOICE,
          ARTIFACTS.ARTIFACT_ID,
          ARTIFACTS.NAME,
          ARTIFACTS.URI,
          ARTIFACTS.SCHEMA_TITLE,
          ARTIFACTS.SCHEMA_VERSION,
          ARTIFACTS.METADATA);

  private final Queries ofRun;
  private final Queries ofTask;

  /** Tasks, parameters and artifacts under one condition. */
  private record Queries(String tasks, String parameters, String artifacts) {}

  TaskReader(Database database) {
    ofRun = queries(database, TASKS.RUN_ID.eq(param("run", TASKS.RUN_ID)));
    ofTask = queries(database, TASKS.TASK_ID.eq(param("task", TASKS.TASK_ID)));
  }

  private static Queries queries(Database database, Condition condition) {
    return new Queries(
        database.render(
            select(TaskBuilder.COLUMNS).from(TASKS).where(condition).orderBy(TASKS.ORDINAL)),
        database.render(parameters(condition)),
        database.render(artifacts(condition)));
  }

  private static Query parameters(Condition condition) {
    return select(PARAMETER_COLUMNS)
        .from(TASKS)
        .join(TASK_PARAMETERS)
        .on(TASK_PARAMETERS.TASK_ID.eq(TASKS.TASK_ID))
        .where(condition)
        .orderBy(
            TASK_PARAMETERS.TASK_ID,
            TASK_PARAMETERS.DIRECTION,
            TASK_PARAMETERS.PARAMETER_KEY,
            TASK_PARAMETERS.ITERATION,
            TASK_PARAMETERS.CHOICE);
  }

  private static Query artifacts(Condition condition) {
    return select(ARTIFACT_COLUMNS)
        .from(TASKS)
        .join(ARTIFACT_TASKS)
        .on(ARTIFACT_TASKS.TASK_ID.eq(TASKS.TASK_ID))
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

  /** All tasks of a run in the order of their creation. */
  List<Task> list(Session session, String runId) throws SQLException {
    return read(session, ofRun, runId);
  }

  Optional<Task> find(Session session, String taskId) throws SQLException {
    return read(session, ofTask, taskId).stream().findFirst();
  }

  private static List<Task> read(Session session, Queries queries, String id) throws SQLException {
    Map<String, TaskBuilder> builders = new LinkedHashMap<>();
    session.queryLater(
        queries.tasks(),
        row -> {
          TaskBuilder builder = TaskBuilder.read(row);
          return builders.put(builder.id(), builder) == null;
        },
        id);
    session.queryLater(queries.parameters(), row -> addParameter(builders, row), id);
    session.query(queries.artifacts(), row -> addArtifact(builders, row), id);
    return builders.values().stream().map(TaskBuilder::build).toList();
  }

  private static boolean addParameter(Map<String, TaskBuilder> builders, Row row)
      throws SQLException {
    ValueCollector side = side(builders, row);
    side.parameter(
        new Place(row.text(), row.integer(), row.integer()),
        SpilledText.read(row.text(), row.flag()));
    return true;
  }

  private static boolean addArtifact(Map<String, TaskBuilder> builders, Row row)
      throws SQLException {
    ValueCollector side = side(builders, row);
    side.artifact(new Place(row.text(), row.integer(), row.integer()), readArtifact(row));
    return true;
  }

  private static ValueCollector side(Map<String, TaskBuilder> builders, Row row)
      throws SQLException {
    TaskBuilder builder = builders.get(row.text());
    if (builder == null) {
      throw new IllegalStateException("a value without its task");
    }
    return row.integer() == ValueColumns.IN ? builder.inputs() : builder.outputs();
  }

  private static @Nullable Artifact readArtifact(Row row) throws SQLException {
    String id = row.textOrNull();
    if (id == null) {
      return null;
    }
    return new Artifact(
        id, row.text(), row.text(), row.text(), row.text(), JsonColumns.object(row.text()));
  }
}
