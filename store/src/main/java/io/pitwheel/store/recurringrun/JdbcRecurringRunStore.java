package io.pitwheel.store.recurringrun;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;
import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRunQuery;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.run.FreshRuns;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Recurring runs in a database. */
public final class JdbcRecurringRunStore implements RecurringRunStore {
  private static final KeysetPages PAGES =
      new KeysetPages(
          RECURRING_RUNS, RECURRING_RUNS.RECURRING_RUN_ID, RecurringRunFields.byName(), null);

  private final Database database;
  private final EventFeed feed;
  private final Ticks ticks;

  public JdbcRecurringRunStore(Database database, FreshRuns freshRuns, EventFeed feed) {
    this.database = database;
    this.feed = feed;
    this.ticks = new Ticks(database.dialect(), freshRuns);
  }

  @Override
  public RecurringRun create(RecurringRun recurringRun) {
    return database.write(session -> {
      requireOpenExperiment(session, "creating", recurringRun.id(), recurringRun.template());
      requireSpecification(session, recurringRun);
      session.sql().insertInto(RECURRING_RUNS).set(RecurringRunRows.fresh(recurringRun)).execute();
      return require(session, "creating", recurringRun.id());
    });
  }

  private static void requireSpecification(Session session, RecurringRun recurringRun) {
    boolean isThere =
        !(recurringRun.template().source() instanceof Source.Inline(String specificationId))
            || session
                .sql()
                .fetchExists(SPECIFICATIONS, SPECIFICATIONS.SPECIFICATION_ID.eq(specificationId));
    if (!isThere) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "creating recurring run %s: its specification is not kept (expected: one that is)"
              .formatted(recurringRun.id()));
    }
  }

  private static void requireOpenExperiment(
      Session session, String verb, String recurringRunId, RunTemplate template) {
    Boolean isArchived =
        session
            .sql()
            .select(EXPERIMENTS.IS_ARCHIVED)
            .from(EXPERIMENTS)
            .where(EXPERIMENTS.EXPERIMENT_ID.eq(template.experimentId()))
            .fetchOne(EXPERIMENTS.IS_ARCHIVED);
    if (isArchived == null) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "%s recurring run %s: finding experiment %s: there is none"
              .formatted(verb, recurringRunId, template.experimentId()));
    }
    if (isArchived) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "%s recurring run %s: experiment %s is archived (expected: one that is not)"
              .formatted(verb, recurringRunId, template.experimentId()));
    }
  }

  @Override
  public Optional<RecurringRun> find(String recurringRunId) {
    return database.read(session -> find(session, recurringRunId));
  }

  private static Optional<RecurringRun> find(Session session, String recurringRunId) {
    return session
        .sql()
        .selectFrom(RECURRING_RUNS)
        .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRunId))
        .fetchOptional(RecurringRunRows::read);
  }

  private static RecurringRun require(Session session, String verb, String recurringRunId) {
    return find(session, recurringRunId).orElseThrow(() -> notFound(verb, recurringRunId));
  }

  private static PipelinesException notFound(String verb, String recurringRunId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "%s recurring run %s: there is none".formatted(verb, recurringRunId));
  }

  @Override
  public Page<RecurringRun> list(RecurringRunQuery query) {
    String experimentId = query.experimentId();
    Condition inNamespace = RECURRING_RUNS.NAMESPACE.eq(query.namespace());
    Condition scope =
        experimentId == null
            ? inNamespace
            : inNamespace.and(RECURRING_RUNS.EXPERIMENT_ID.eq(experimentId));
    return database.readAtOnce(
        session -> PAGES.read(session, scope, query.page(), RecurringRunRows::read));
  }

  @Override
  public RecurringRun setEnabled(String recurringRunId, boolean isEnabled, Instant at) {
    String verb = isEnabled ? "enabling" : "disabling";
    return database.write(session -> {
      RecurringRun known = require(session, verb, recurringRunId);
      if (isEnabled) {
        requireOpenExperiment(session, verb, recurringRunId, known.template());
      }
      session
          .sql()
          .update(RECURRING_RUNS)
          .set(RECURRING_RUNS.IS_ENABLED, isEnabled)
          .set(RECURRING_RUNS.UPDATED_AT, at.toEpochMilli())
          .set(RECURRING_RUNS.REVISION, RECURRING_RUNS.REVISION.plus(1))
          .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRunId))
          .and(RECURRING_RUNS.IS_ENABLED.ne(isEnabled))
          .execute();
      return require(session, verb, recurringRunId);
    });
  }

  @Override
  public void delete(String recurringRunId) {
    int deleted =
        database.write(session ->
            session
                .sql()
                .deleteFrom(RECURRING_RUNS)
                .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRunId))
                .execute());
    if (deleted == 0) {
      throw notFound("deleting", recurringRunId);
    }
  }

  @Override
  public List<RecurringRun> listDue(Instant now, String after, int limit) {
    return database.read(session ->
        session
            .sql()
            .selectFrom(RECURRING_RUNS)
            .where(RECURRING_RUNS.IS_ENABLED.isTrue())
            .and(RECURRING_RUNS.DUE_AT.le(now.toEpochMilli()))
            .and(RECURRING_RUNS.RECURRING_RUN_ID.gt(after))
            .and(Ticks.hasRoom())
            .orderBy(RECURRING_RUNS.RECURRING_RUN_ID)
            .limit(limit)
            .fetch(RecurringRunRows::read));
  }

  @Override
  public Optional<Instant> earliestDue() {
    return database.read(session ->
        Optional.ofNullable(
                session
                    .sql()
                    .select(DSL.min(RECURRING_RUNS.DUE_AT))
                    .from(RECURRING_RUNS)
                    .where(RECURRING_RUNS.IS_ENABLED.isTrue())
                    .fetchOne(0, Long.class))
            .map(Instant::ofEpochMilli));
  }

  @Override
  public Outcome fire(Firing.Filled filled) {
    Outcome outcome = database.write(session -> ticks.fire(session, filled));
    if (outcome == Outcome.SETTLED) {
      feed.appended(filled.run().id());
    }
    return outcome;
  }

  @Override
  public Outcome lookLater(RecurringRun recurringRun) {
    return database.write(session -> ticks.lookLater(session, recurringRun));
  }

  @Override
  public Outcome passOver(Firing.Failed failed) {
    return database.write(session -> ticks.passOver(session, failed));
  }
}
