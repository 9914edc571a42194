package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.Page;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.ledger.LedgerStatements;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.RunTasks;
import io.pitwheel.submission.Submission;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs in a database. */
public final class JdbcRunStore implements RunStore {
  private final Database database;
  private final NewRuns newRuns;
  private final LedgerStatements ledgers;
  private final EventFeed feed;
  private final RunTasks tasks;

  public JdbcRunStore(
      Database database, NewRuns newRuns, LedgerStatements ledgers, EventFeed feed) {
    this.database = database;
    this.newRuns = newRuns;
    this.ledgers = ledgers;
    this.feed = feed;
    this.tasks = new RunTasks(database);
  }

  /** A change of a run whose ledger is open; the ledger is written afterwards. */
  @FunctionalInterface
  private interface RunChange {
    void apply(Session session, RunLedger ledger) throws SQLException;
  }

  @Override
  public Run create(RunCreation creation) {
    Run run =
        database.write(session -> {
          newRuns.write(session, creation);
          return RunReader.find(session, creation.id()).orElseThrow();
        });
    if (!run.creation().requestDigest().equals(creation.requestDigest())) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating run %s: another request made a run of that id (expected: a fresh id, or the same request)"
              .formatted(creation.id()));
    }
    feed.appended(run.id());
    return run;
  }

  @Override
  public Optional<Run> find(String runId) {
    return database.read(session -> RunReader.find(session, runId));
  }

  @Override
  public Page<Run> list(RunQuery query) {
    return database.read(session -> RunReader.list(session, query));
  }

  @Override
  public List<Run> listUnfinished() {
    return database.read(RunReader::listUnfinished);
  }

  @Override
  public Run begin(String runId, int expectedChildren, Instant at) {
    return change(
        runId,
        "beginning",
        (session, ledger) -> {
          if (ledger.state() != RunState.PENDING) {
            return;
          }
          ledger.enter(RunState.RUNNING, at, null);
          if (tasks.beginRoot(session, ledger, expectedChildren, at)) {
            ledger.enter(RunState.SUCCEEDED, at, null);
          }
        });
  }

  @Override
  public Run requestTermination(String runId, Instant at) {
    return change(
        runId,
        "terminating",
        (session, ledger) -> {
          ledger.enter(
              RunState.CANCELING,
              at,
              new TaskFailure(ErrorCode.CANCELLED, "termination was asked for", ""));
          newRuns.submit(session, ledger, Submission.Kind.TERMINATE, at);
        });
  }

  @Override
  public Run retry(String runId, Instant at) {
    return change(
        runId,
        "retrying",
        (session, ledger) -> {
          if (ledger.state() != RunState.FAILED) {
            throw new PipelinesException(
                ErrorCode.FAILED_PRECONDITION,
                "retrying run %s: it is %s (expected: FAILED)".formatted(runId, ledger.state()));
          }
          tasks.rewind(session, ledger, at);
          ledger.enter(RunState.PENDING, at, null);
          // One that is being completed just now must not take the new one with it.
          session.sql().deleteFrom(SUBMISSIONS).where(SUBMISSIONS.RUN_ID.eq(runId)).execute();
          newRuns.submit(session, ledger, Submission.Kind.RETRY, at);
        });
  }

  @Override
  public Run endEarly(String runId, TaskFailure failure, Instant at) {
    return change(
        runId,
        "ending",
        (session, ledger) -> {
          if (!ledger.state().isTerminal()) {
            tasks.endUnfinished(session, ledger, failure, at);
            ledger.enter(RunState.FAILED, at, failure);
          }
        });
  }

  private Run change(String runId, String verb, RunChange change) {
    Run run =
        database.write(session -> {
          RunLedger ledger =
              ledgers
                  .lock(session, runId)
                  .orElseThrow(() ->
                      new PipelinesException(
                          ErrorCode.NOT_FOUND, "%s run %s: no such run".formatted(verb, runId)));
          change.apply(session, ledger);
          ledger.flush();
          return RunReader.find(session, runId).orElseThrow();
        });
    feed.appended(runId);
    return run;
  }
}
