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
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.RunTasks;
import io.pitwheel.submission.Submission;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.impl.DSL;

/** Writes all that a new run is, within a transaction of the caller's. */
public final class NewRuns {
  private final Identifiers identifiers;
  private final LedgerStatements ledgers;
  private final RunTasks tasks;

  public NewRuns(Database database, Identifiers identifiers, LedgerStatements ledgers) {
    this.identifiers = identifiers;
    this.ledgers = ledgers;
    this.tasks = new RunTasks(database);
  }

  /**
   * Run, root task, submission and first event.
   *
   * @return false, and nothing is written, when there is a run of that id, or one of the same tick
   * @throws PipelinesException NOT_FOUND for the specification or the experiment
   */
  public boolean write(Session session, RunCreation creation) throws SQLException {
    if (insert(session, creation) == 0) {
      return false;
    }
    countInExperiment(session, creation);
    tasks.writeRoot(session, creation);
    RunLedger ledger = ledgers.lock(session, creation.id()).orElseThrow();
    submit(session, ledger, Submission.Kind.START, creation.createdAt());
    ledger.announce(creation.createdAt());
    ledger.flush();
    return true;
  }

  private static int insert(Session session, RunCreation creation) {
    boolean isKept =
        session
            .sql()
            .fetchExists(
                SPECIFICATIONS, SPECIFICATIONS.SPECIFICATION_ID.eq(creation.specificationId()));
    if (!isKept) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "creating run %s: no specification %s (expected: one that is kept)"
              .formatted(creation.id(), creation.specificationId()));
    }
    return session
        .sql()
        .insertInto(RUNS)
        .set(RunRows.fresh(creation))
        .onConflictDoNothing()
        .execute();
  }

  private static void countInExperiment(Session session, RunCreation creation) {
    int changed =
        session
            .sql()
            .update(EXPERIMENTS)
            .set(EXPERIMENTS.RUN_COUNT, EXPERIMENTS.RUN_COUNT.plus(1))
            .set(
                EXPERIMENTS.LAST_RUN_CREATED_AT,
                DSL.greatest(
                    EXPERIMENTS.LAST_RUN_CREATED_AT, DSL.val(creation.createdAt().toEpochMilli())))
            .where(EXPERIMENTS.EXPERIMENT_ID.eq(creation.experimentId()))
            .execute();
    if (changed == 0) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "creating run %s: no experiment %s".formatted(creation.id(), creation.experimentId()));
    }
  }

  /** Has the engine told of it. */
  void submit(Session session, RunLedger ledger, Submission.Kind kind, Instant at) {
    session
        .sql()
        .insertInto(SUBMISSIONS)
        .set(SUBMISSIONS.SUBMISSION_ID, identifiers.next())
        .set(SUBMISSIONS.RUN_ID, ledger.runId())
        .set(SUBMISSIONS.NAMESPACE, ledger.namespace())
        .set(SUBMISSIONS.KIND, kind.name())
        .set(SUBMISSIONS.ATTEMPTS, 0)
        .set(SUBMISSIONS.CREATED_AT, at.toEpochMilli())
        .set(SUBMISSIONS.DUE_AT, at.toEpochMilli())
        .set(SUBMISSIONS.REASON, "")
        .onConflictDoNothing()
        .execute();
  }
}
