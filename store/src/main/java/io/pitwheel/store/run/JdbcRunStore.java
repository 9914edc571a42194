package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.Page;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.ledger.LedgerStatements;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.RunTasks;
import io.pitwheel.submission.Submission;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs in a database. */
public final class JdbcRunStore implements RunStore {
  private final Database database;
  private final Identifiers identifiers;
  private final LedgerStatements ledgers;
  private final EventFeed feed;
  private final RunTasks tasks;
  private final FreshRuns fresh;
  private final RunReader reader;
  private final RunPages pages;
  private final String owner;
  private final @Nullable RunLead lead;

  public JdbcRunStore(
      Database database, Identifiers identifiers, LedgerStatements ledgers, EventFeed feed) {
    this.owner = "";
    this.lead = null;
    this.database = database;
    this.identifiers = identifiers;
    this.ledgers = ledgers;
    this.feed = feed;
    this.tasks = new RunTasks(database);
    this.fresh = new FreshRuns(database, identifiers, ledgers, tasks);
    this.reader = new RunReader(database);
    this.pages = new RunPages(database);
  }

  private JdbcRunStore(JdbcRunStore same, String owner, @Nullable RunLead lead) {
    this.owner = owner;
    this.lead = lead;
    this.database = same.database;
    this.identifiers = same.identifiers;
    this.ledgers = same.ledgers;
    this.feed = same.feed;
    this.tasks = same.tasks;
    this.fresh = same.fresh;
    this.reader = same.reader;
    this.pages = same.pages;
  }

  @Override
  public RunStore ownedBy(String server) {
    return new JdbcRunStore(this, server, lead);
  }

  @Override
  public RunStore ledBy(RunLead wanted) {
    return new JdbcRunStore(this, owner, wanted);
  }

  @Override
  public Optional<RunLead> lead(String runId) {
    return database.read(session -> JdbcRunLeases.lead(session, runId, owner));
  }

  /** A change of a run whose ledger is open; the ledger is written afterwards. */
  @FunctionalInterface
  private interface RunChange {
    void apply(Session session, RunLedger ledger) throws SQLException;
  }

  @Override
  public Run create(RunCreation creation) {
    Run run =
        database.writeAbout(
            creation.experimentId(),
            session -> {
              boolean isFresh = fresh.write(session, creation);
              return isFresh
                  ? RunRows.justWritten(creation)
                  : reader.find(session, creation.id()).orElseThrow();
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

  private void submit(Session session, RunLedger ledger, Submission.Kind kind, Instant at) {
    Inserts.unlessThere(
        session,
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
            .set(SUBMISSIONS.REASON, ""));
  }

  @Override
  public Optional<Run> find(String runId) {
    return database.readAtOnce(session -> reader.find(session, runId));
  }

  @Override
  public Optional<RunCreation> findCreation(String runId) {
    return database.readAtOnce(session -> reader.findCreation(session, runId));
  }

  @Override
  public Page<Run> list(RunQuery query) {
    return database.readAtOnce(session -> pages.list(session, query));
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
          requireKept(session, runId, "terminating");
          cancel(session, ledger, "termination was asked for", at);
        });
  }

  @Override
  public Run retry(String runId, Instant at) {
    return change(
        runId,
        "retrying",
        (session, ledger) -> {
          requireKept(session, runId, "retrying");
          if (ledger.state() != RunState.FAILED) {
            throw new PipelinesException(
                ErrorCode.FAILED_PRECONDITION,
                "retrying run %s: it is %s (expected: FAILED)".formatted(runId, ledger.state()));
          }
          tasks.rewind(session, ledger, at);
          ledger.enter(RunState.PENDING, at, null);
          // One that is being completed just now must not take the new one with it.
          session.sql().deleteFrom(SUBMISSIONS).where(SUBMISSIONS.RUN_ID.eq(runId)).execute();
          if (!ledger.isDrivenElsewhere()) {
            submit(session, ledger, Submission.Kind.RETRY, at);
          }
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

  @Override
  public void archive(String runId) {
    database.write(session -> setArchived(session, runId, "archiving", true));
  }

  @Override
  public void unarchive(String runId) {
    database.write(session -> {
      boolean isFree =
          session
              .sql()
              .fetchExists(
                  RUNS.join(EXPERIMENTS).on(EXPERIMENTS.EXPERIMENT_ID.eq(RUNS.EXPERIMENT_ID)),
                  RUNS.RUN_ID
                      .eq(runId)
                      .and(EXPERIMENTS.IS_ARCHIVED.isFalse())
                      .and(EXPERIMENTS.DELETED_AT.isNull()));
      int found = setArchived(session, runId, "unarchiving", false);
      if (!isFree) {
        throw new PipelinesException(
            ErrorCode.FAILED_PRECONDITION,
            "unarchiving run %s: its experiment is archived or deleted (expected: an experiment that is available)"
                .formatted(runId));
      }
      return found;
    });
  }

  private static int setArchived(Session session, String runId, String verb, boolean isArchived) {
    int found =
        session
            .sql()
            .update(RUNS)
            .set(RUNS.IS_ARCHIVED, isArchived)
            .where(RUNS.RUN_ID.eq(runId))
            .execute();
    if (found == 0) {
      throw missing(verb, runId);
    }
    requireKept(session, runId, verb);
    return found;
  }

  @Override
  public Deletion delete(String runId, Instant at) {
    Deletion deletion =
        database.write(session -> {
          RunLedger ledger =
              ledgers.lock(session, runId).orElseThrow(() -> missing("deleting", runId));
          requireKept(session, runId, "deleting");
          if (ledger.state().isTerminal()) {
            return RunDeletions.remove(session, runId, at);
          }
          RunDeletions.hide(session, runId, at);
          if (ledger.state() != RunState.CANCELING) {
            cancel(session, ledger, "its deletion was asked for", at);
            ledger.flush();
          }
          return Deletion.STOPPING;
        });
    feed.appended(runId);
    return deletion;
  }

  @Override
  public Deletion finishDeletion(String runId) {
    Deletion deletion =
        database.write(session -> {
          Optional<RunLedger> ledger = ledgers.lock(session, runId);
          if (ledger.isEmpty()) {
            return Deletion.DONE;
          }
          boolean isDue =
              ledger.get().state().isTerminal() && RunDeletions.isHidden(session, runId);
          return isDue ? RunDeletions.removeHidden(session, runId) : Deletion.STOPPING;
        });
    if (deletion == Deletion.DONE) {
      feed.appended(runId);
    }
    return deletion;
  }

  @Override
  public List<String> listDeleting() {
    return database.read(RunDeletions::all);
  }

  @Override
  public List<String> listDeletable(int limit) {
    return database.read(session -> RunDeletions.due(session, limit));
  }

  private void cancel(Session session, RunLedger ledger, String why, Instant at) {
    ledger.enter(RunState.CANCELING, at, new TaskFailure(ErrorCode.CANCELLED, why, ""));
    submit(session, ledger, Submission.Kind.TERMINATE, at);
  }

  private static void requireKept(Session session, String runId, String verb) {
    if (RunDeletions.isHidden(session, runId)) {
      throw missing(verb, runId);
    }
  }

  private static PipelinesException missing(String verb, String runId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "%s run %s: no such run".formatted(verb, runId));
  }

  private Run change(String runId, String verb, RunChange change) {
    Run run =
        database.writeAbout(
            runId,
            session -> {
              RunLedger ledger =
                  ledgers
                      .lock(session, runId, lead, () -> {})
                      .orElseThrow(() -> missing(verb, runId));
              change.apply(session, ledger);
              ledger.flush();
              return reader.find(session, runId).orElseThrow();
            });
    feed.appended(runId);
    return run;
  }
}
