package io.pitwheel.store.experiment;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;
import static io.pitwheel.store.schema.Tables.RUNS;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.page.NameSetField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Experiments in a database. */
public final class JdbcExperimentStore implements ExperimentStore {
  private static final KeysetPages PAGES =
      new KeysetPages(
          EXPERIMENTS,
          EXPERIMENTS.EXPERIMENT_ID,
          Map.of(
              "created_at", new TimeField(EXPERIMENTS.CREATED_AT),
              "last_run_created_at", new TimeField(EXPERIMENTS.LAST_RUN_CREATED_AT),
              "display_name", TextField.of(EXPERIMENTS.DISPLAY_NAME),
              "description", TextField.ofAnyLength(EXPERIMENTS.DESCRIPTION),
              "namespace", TextField.of(EXPERIMENTS.NAMESPACE),
              "storage_state", NameSetField.ofStorage(EXPERIMENTS.IS_ARCHIVED),
              "experiment_id", TextField.of(EXPERIMENTS.EXPERIMENT_ID)),
          null);

  private static final List<Field<?>> COLUMNS = List.of(EXPERIMENTS.fields());

  private final Database database;
  private final String findById;
  private final String findByName;

  public JdbcExperimentStore(Database database) {
    this.database = database;
    this.findById =
        database.render(
            DSL.selectFrom(EXPERIMENTS)
                .where(EXPERIMENTS.DELETED_AT.isNull())
                .and(EXPERIMENTS.EXPERIMENT_ID.eq(DSL.param("id", EXPERIMENTS.EXPERIMENT_ID))));
    this.findByName =
        database.render(
            DSL.selectFrom(EXPERIMENTS)
                .where(EXPERIMENTS.DELETED_AT.isNull())
                .and(EXPERIMENTS.NAMESPACE.eq(DSL.param("namespace", EXPERIMENTS.NAMESPACE)))
                .and(EXPERIMENTS.DISPLAY_NAME.eq(DSL.param("name", EXPERIMENTS.DISPLAY_NAME))));
  }

  @Override
  public Experiment create(Experiment experiment) {
    boolean isInserted =
        database.write(session ->
            Inserts.unlessThere(
                session,
                session
                    .sql()
                    .insertInto(EXPERIMENTS)
                    .set(EXPERIMENTS.EXPERIMENT_ID, experiment.id())
                    .set(EXPERIMENTS.NAMESPACE, experiment.namespace())
                    .set(EXPERIMENTS.DISPLAY_NAME, experiment.displayName())
                    .set(EXPERIMENTS.DESCRIPTION, experiment.description())
                    .set(EXPERIMENTS.IS_ARCHIVED, experiment.isArchived())
                    .set(EXPERIMENTS.RUN_COUNT, 0L)
                    .set(EXPERIMENTS.CREATED_AT, experiment.createdAt().toEpochMilli())
                    .set(
                        EXPERIMENTS.LAST_RUN_CREATED_AT,
                        experiment.lastRunCreatedAt().toEpochMilli())));
    if (!isInserted) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating experiment \"%s\" (%s): namespace \"%s\" has one of that name or id (expected: a free name)"
              .formatted(experiment.displayName(), experiment.id(), experiment.namespace()));
    }
    return experiment;
  }

  @Override
  public Optional<Experiment> find(String experimentId) {
    return findBy(findById, experimentId);
  }

  @Override
  public Optional<Experiment> findByName(String namespace, String displayName) {
    return findBy(findByName, namespace, displayName);
  }

  private Optional<Experiment> findBy(String text, String... values) {
    return database.readAtOnce(session ->
        session.records(text, COLUMNS, (Object[]) values).stream()
            .findFirst()
            .map(JdbcExperimentStore::read));
  }

  @Override
  public Page<Experiment> list(String namespace, PageRequest page) {
    Condition scope = EXPERIMENTS.NAMESPACE.eq(namespace).and(EXPERIMENTS.DELETED_AT.isNull());
    return database.readAtOnce(
        session -> PAGES.read(session, scope, page, JdbcExperimentStore::read));
  }

  @Override
  public void archive(String experimentId) {
    database.write(session -> {
      // First of all, as a tick takes the rows in this order, too.
      disableSchedules(session, experimentId);
      setArchived(session, "archiving", experimentId, true);
      return session
          .sql()
          .update(RUNS)
          .set(RUNS.IS_ARCHIVED, true)
          .where(RUNS.EXPERIMENT_ID.eq(experimentId))
          .and(RUNS.IS_ARCHIVED.isFalse())
          .execute();
    });
    database.abundance().forget();
  }

  private static void disableSchedules(Session session, String experimentId) {
    session
        .sql()
        .update(RECURRING_RUNS)
        .set(RECURRING_RUNS.IS_ENABLED, false)
        .set(RECURRING_RUNS.REVISION, RECURRING_RUNS.REVISION.plus(1))
        .where(RECURRING_RUNS.EXPERIMENT_ID.eq(experimentId))
        .and(RECURRING_RUNS.IS_ENABLED.isTrue())
        .execute();
  }

  @Override
  public void unarchive(String experimentId) {
    database.write(session -> setArchived(session, "unarchiving", experimentId, false));
  }

  private static int setArchived(
      Session session, String verb, String experimentId, boolean isArchived) {
    int found =
        session
            .sql()
            .update(EXPERIMENTS)
            .set(EXPERIMENTS.IS_ARCHIVED, isArchived)
            .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
            .and(EXPERIMENTS.DELETED_AT.isNull())
            .execute();
    if (found == 0) {
      throw missing(verb, experimentId);
    }
    return found;
  }

  @Override
  public void delete(String experimentId, Instant at) {
    database.write(session -> {
      Record row =
          database
              .dialect()
              .locking(
                  session
                      .sql()
                      .selectFrom(EXPERIMENTS)
                      .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
                      .and(EXPERIMENTS.DELETED_AT.isNull()))
              .fetchOne();
      if (row == null) {
        throw missing("deleting", experimentId);
      }
      requireOrdinary(row);
      return row.get(EXPERIMENTS.RUN_COUNT) == 0
          ? ExperimentRows.remove(session, experimentId)
          : ExperimentRows.bury(session, experimentId, at);
    });
  }

  private static void requireOrdinary(Record row) {
    if (row.get(EXPERIMENTS.DISPLAY_NAME).equals(Experiment.DEFAULT_NAME)) {
      throw new PipelinesException(
          ErrorCode.ABORTED,
          "deleting experiment %s: it is the one named %s, which runs that name none belong to (expected: another experiment)"
              .formatted(row.get(EXPERIMENTS.EXPERIMENT_ID), Experiment.DEFAULT_NAME));
    }
  }

  private static PipelinesException missing(String verb, String experimentId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "%s experiment %s: there is none".formatted(verb, experimentId));
  }

  private static Experiment read(Record row) {
    return new Experiment(
        row.get(EXPERIMENTS.EXPERIMENT_ID),
        row.get(EXPERIMENTS.DISPLAY_NAME),
        row.get(EXPERIMENTS.DESCRIPTION),
        row.get(EXPERIMENTS.NAMESPACE),
        row.get(EXPERIMENTS.IS_ARCHIVED),
        Instant.ofEpochMilli(row.get(EXPERIMENTS.CREATED_AT)),
        Instant.ofEpochMilli(row.get(EXPERIMENTS.LAST_RUN_CREATED_AT)));
  }
}
