package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.SPECIFICATIONS;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.run.RunCreation;
import io.pitwheel.store.ledger.LedgerStatements;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.RunTasks;
import io.pitwheel.submission.Submission;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs that nobody has seen yet, with their root, first event and submission, in as few
 * statements as that takes.
 */
public final class FreshRuns {
  /** Of the announcement. */
  private static final long FIRST_EVENT = 1;

  private final Database database;
  private final Identifiers identifiers;
  private final LedgerStatements ledgers;
  private final RunTasks tasks;
  private final String lockExperiment;
  private final String countRun;
  private final String insertSubmission;
  private volatile String insertRun = "";

  public FreshRuns(
      Database database, Identifiers identifiers, LedgerStatements ledgers, RunTasks tasks) {
    this.database = database;
    this.identifiers = identifiers;
    this.ledgers = ledgers;
    this.tasks = tasks;
    this.lockExperiment =
        database.render(
            database
                .dialect()
                .locking(
                    DSL.select(
                            DSL.exists(
                                DSL.selectOne()
                                    .from(SPECIFICATIONS)
                                    .where(
                                        SPECIFICATIONS.SPECIFICATION_ID.eq(
                                            DSL.param(
                                                "specification",
                                                SPECIFICATIONS.SPECIFICATION_ID)))),
                            EXPERIMENTS.IS_ARCHIVED)
                        .from(EXPERIMENTS)
                        .where(
                            EXPERIMENTS
                                .EXPERIMENT_ID
                                .eq(DSL.param("experiment", EXPERIMENTS.EXPERIMENT_ID))
                                .and(EXPERIMENTS.DELETED_AT.isNull()))));
    this.countRun =
        database.render(
            DSL.update(EXPERIMENTS)
                .set(EXPERIMENTS.RUN_COUNT, EXPERIMENTS.RUN_COUNT.plus(DSL.inline(1)))
                .set(
                    EXPERIMENTS.LAST_RUN_CREATED_AT,
                    DSL.greatest(
                        EXPERIMENTS.LAST_RUN_CREATED_AT,
                        DSL.param("created", EXPERIMENTS.LAST_RUN_CREATED_AT)))
                .where(
                    EXPERIMENTS.EXPERIMENT_ID.eq(
                        DSL.param("experiment", EXPERIMENTS.EXPERIMENT_ID))));
    this.insertSubmission =
        database.render(
            Inserts.row(
                SUBMISSIONS,
                List.of(
                    SUBMISSIONS.SUBMISSION_ID,
                    SUBMISSIONS.RUN_ID,
                    SUBMISSIONS.NAMESPACE,
                    SUBMISSIONS.KIND,
                    SUBMISSIONS.ATTEMPTS,
                    SUBMISSIONS.CREATED_AT,
                    SUBMISSIONS.DUE_AT,
                    SUBMISSIONS.REASON)));
  }

  /** Whether it was written; if not, a run of that id is there. */
  public boolean write(Session session, RunCreation creation) throws SQLException {
    lockExperiment(session, creation);
    if (!insert(session, creation)) {
      return false;
    }
    long at = creation.createdAt().toEpochMilli();
    session.executeLater(countRun, at, creation.experimentId());
    tasks.writeRoot(session, creation);
    if (!creation.options().drivenElsewhere()) {
      submit(session, creation, at);
    }
    RunLedger ledger = ledgers.fresh(session, creation, FIRST_EVENT);
    ledger.announce(creation.createdAt());
    ledger.flush();
    return true;
  }

  private void submit(Session session, RunCreation creation, long at) throws SQLException {
    session.executeLater(
        insertSubmission,
        identifiers.next(),
        creation.id(),
        creation.namespace(),
        Submission.Kind.START.name(),
        0,
        at,
        at,
        "");
  }

  /**
   * Before the run refers to it: a reference locks the experiment a little, and two that hold a
   * little and want all of it would wait for each other.
   */
  private void lockExperiment(Session session, RunCreation creation) throws SQLException {
    Surroundings found =
        session
            .query(
                lockExperiment,
                row -> new Surroundings(row.flag(), row.flag()),
                creation.specificationId(),
                creation.experimentId())
            .stream()
            .findFirst()
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND,
                    "creating run %s: no experiment %s"
                        .formatted(creation.id(), creation.experimentId())));
    if (found.isArchived()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "creating run %s: experiment %s is archived (expected: one that is not; unarchive it first)"
              .formatted(creation.id(), creation.experimentId()));
    }
    if (!found.isSpecificationKept()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "creating run %s: no specification %s (expected: one that is kept)"
              .formatted(creation.id(), creation.specificationId()));
    }
  }

  /** What a run needs around it. */
  private record Surroundings(boolean isSpecificationKept, boolean isArchived) {}

  private boolean insert(Session session, RunCreation creation) throws SQLException {
    Map<Field<?>, @Nullable Object> row = RunRows.fresh(creation);
    row.put(RUNS.EVENT_COUNT, FIRST_EVENT);
    if (insertRun.isEmpty()) {
      // Every creation gives the same columns.
      insertRun = database.renderUnlessThere(Inserts.row(RUNS, List.copyOf(row.keySet())));
    }
    return session.insertUnlessThere(insertRun, row.values().toArray());
  }
}
