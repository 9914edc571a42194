package io.pitwheel.store.experiment;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** Experiments in a database. */
public final class JdbcExperimentStore implements ExperimentStore {
  private static final KeysetPages PAGES =
      new KeysetPages(
          EXPERIMENTS,
          EXPERIMENTS.EXPERIMENT_ID,
          EXPERIMENTS.DISPLAY_NAME,
          Map.of(
              "created_at", EXPERIMENTS.CREATED_AT,
              "last_run_created_at", EXPERIMENTS.LAST_RUN_CREATED_AT,
              "display_name", EXPERIMENTS.DISPLAY_NAME,
              "experiment_id", EXPERIMENTS.EXPERIMENT_ID));

  private final Database database;

  public JdbcExperimentStore(Database database) {
    this.database = database;
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
    return findWhere(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId));
  }

  @Override
  public Optional<Experiment> findByName(String namespace, String displayName) {
    return findWhere(
        EXPERIMENTS.NAMESPACE.eq(namespace).and(EXPERIMENTS.DISPLAY_NAME.eq(displayName)));
  }

  private Optional<Experiment> findWhere(Condition condition) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(EXPERIMENTS)
            .where(condition)
            .fetchOptional(JdbcExperimentStore::read));
  }

  @Override
  public Page<Experiment> list(String namespace, PageRequest page) {
    return database.read(session ->
        PAGES.read(
            session, EXPERIMENTS.NAMESPACE.eq(namespace), page, null, JdbcExperimentStore::read));
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
