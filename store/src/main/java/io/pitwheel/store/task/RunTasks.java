package io.pitwheel.store.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunCreation;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.Folding;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to tasks when something happens to their run. */
public final class RunTasks {
  private static final String NO_LIST = "[]";

  private final TaskStatements statements;
  private final RetriedTasks retried;

  public RunTasks(Database database) {
    this.statements = new TaskStatements(database);
    this.retried = new RetriedTasks(database);
  }

  /** Writes the root, not begun, with what the user gave the run. */
  public void writeRoot(Session session, RunCreation creation) throws SQLException {
    session.executeLater(
        statements.insert,
        creation.rootTaskId(),
        creation.id(),
        creation.namespace(),
        0,
        0,
        "",
        ScopePath.ROOT.dotted(),
        null,
        creation.displayName(),
        TaskType.ROOT.name(),
        TaskState.UNSPECIFIED.name(),
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        null,
        null,
        NO_LIST,
        NO_LIST,
        "",
        NO_LIST,
        null,
        null,
        null,
        creation.createdAt().toEpochMilli(),
        null,
        null,
        null,
        null,
        "",
        ReportedNotes.NOTHING);
    var values = new ValueWriter(statements, session, creation.id(), creation.namespace());
    values.runInputs(creation.rootTaskId(), creation.parameters());
    values.flush();
  }

  /**
   * Begins the root, and ends it when there is nothing in it.
   *
   * @return whether it has ended
   */
  public boolean beginRoot(Session session, RunLedger ledger, int expectedChildren, Instant at)
      throws SQLException {
    TrackedTask unspecified =
        session.query(statements.track, TrackedTask::read, ledger.rootTaskId()).get(0);
    var root =
        new TrackedTask(
            unspecified.identity,
            TaskState.RUNNING,
            unspecified.attempt,
            TaskCounters.expecting(expectedChildren),
            unspecified.warnings);
    var events = new TaskEvents(ledger);
    events.entered(root, at);
    if (expectedChildren == 0) {
      root.endAsGraph(at);
      events.entered(root, at);
    }
    session.executeLater(
        statements.beginRoot,
        root.state.name(),
        expectedChildren,
        TaskRows.millis(root.endedAt),
        root.identity.id());
    return root.state.isTerminal();
  }

  /** Takes back what a failure led to, so that the run can begin again; what worked is kept. */
  public void rewind(Session session, RunLedger ledger, Instant at) throws SQLException {
    retried.rewind(session, ledger, at);
  }

  /**
   * Ends every task under way, innermost first, as failed. What a retry took back and nobody
   * decided again was never reached.
   */
  public void endUnfinished(Session session, RunLedger ledger, TaskFailure failure, Instant at)
      throws SQLException {
    Map<String, TrackedTask> unfinished = new LinkedHashMap<>();
    for (TrackedTask task :
        session.query(statements.trackUnfinished, TrackedTask::read, ledger.runId()).reversed()) {
      unfinished.put(task.identity.id(), task);
    }
    var leaves = new ArrayList<@Nullable Object[]>();
    var attempts = new ArrayList<@Nullable Object[]>();
    var graphs = new ArrayList<@Nullable Object[]>();
    var events = new TaskEvents(ledger);
    for (TrackedTask task : unfinished.values()) {
      boolean isReached = task.state == TaskState.RUNNING || task.identity.parentId() == null;
      if (isReached) {
        end(task, failure, at);
      } else {
        skip(task, failure, at);
      }
      TrackedTask parent = unfinished.get(String.valueOf(task.identity.parentId()));
      if (parent != null) {
        parent.counters = Folding.childEnded(parent.counters, task.state);
      }
      if (task.identity.type().isFolded() || !isReached) {
        graphs.add(task.foldValues());
      } else {
        leaves.add(TaskRows.end(task, TaskState.RUNNING, task.attempt));
        attempts.add(closed(task, failure, at));
      }
      events.entered(task, at);
    }
    session.executeAll(statements.end, leaves);
    session.executeAll(statements.closeAttempt, attempts);
    session.executeAll(statements.fold, graphs);
  }

  private static void end(TrackedTask task, TaskFailure failure, Instant at) {
    task.state = TaskState.FAILED;
    task.failure = failure;
    task.endedAt = at;
  }

  private static void skip(TrackedTask task, TaskFailure failure, Instant at) {
    task.state = TaskState.SKIPPED;
    task.skipReason =
        failure.code() == ErrorCode.CANCELLED ? SkipReason.CANCELLED : SkipReason.UPSTREAM_FAILED;
    task.endedAt = at;
  }

  private static @Nullable Object[] closed(TrackedTask task, TaskFailure failure, Instant at) {
    return TaskRows.closedAttempt(
        task.identity.id(), task.attempt, new TaskRows.AttemptEnd(at, null, failure, true));
  }
}
