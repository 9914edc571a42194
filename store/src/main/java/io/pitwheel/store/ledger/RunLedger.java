package io.pitwheel.store.ledger;

import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunTransitions;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Tally;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, locked until the transaction ends, so that its events are numbered without gaps. Nothing
 * is written before {@link #flush}.
 */
public final class RunLedger {
  private final LedgerStatements statements;
  private final Session session;
  private final String runId;
  private final LockedRun run;
  private final long storedEventCount;
  private final List<@Nullable Object[]> events = new ArrayList<>();
  private final List<@Nullable Object[]> history = new ArrayList<>();
  private RunState state;
  private long eventCount;
  private int taskCount;
  private @Nullable TaskFailure failure;
  private @Nullable Instant finishedAt;

  /** What of a run's row is needed to write about it. */
  record LockedRun(
      String namespace,
      String pipelineName,
      String rootTaskId,
      RunState state,
      long eventCount,
      int taskCount,
      boolean isDrivenElsewhere,
      long leadEpoch) {
    /** In the order of {@link LedgerStatements}. */
    static LockedRun read(Row row) throws SQLException {
      return new LockedRun(
          row.text(),
          row.text(),
          row.text(),
          RunState.valueOf(row.text()),
          row.number(),
          row.integer(),
          row.flag(),
          row.number());
    }
  }

  RunLedger(LedgerStatements statements, Session session, String runId, LockedRun run) {
    this(statements, session, runId, run, run.eventCount());
  }

  /**
   * @param storedEventCount what the run's row says, if it says more than was written
   */
  RunLedger(
      LedgerStatements statements,
      Session session,
      String runId,
      LockedRun run,
      long storedEventCount) {
    this.statements = statements;
    this.session = session;
    this.runId = runId;
    this.run = run;
    this.storedEventCount = storedEventCount;
    this.state = run.state();
    this.eventCount = run.eventCount();
    this.taskCount = run.taskCount();
  }

  public String runId() {
    return runId;
  }

  /** Which epoch of its lead the run is in. */
  long leadEpoch() {
    return run.leadEpoch();
  }

  public String namespace() {
    return run.namespace();
  }

  public String pipelineName() {
    return run.pipelineName();
  }

  public String rootTaskId() {
    return run.rootTaskId();
  }

  public RunState state() {
    return state;
  }

  /** Whether no engine here takes it up. */
  public boolean isDrivenElsewhere() {
    return run.isDrivenElsewhere();
  }

  /** Counts a fresh task; answers its place in the order of creation, the root being 0. */
  public int addTask() {
    taskCount++;
    return taskCount;
  }

  /** The place the next task would get. */
  public int nextTaskOrdinal() {
    return taskCount + 1;
  }

  /** Adds an event. */
  public void append(Instant at, String kind, @Nullable String taskId, JsonObject details) {
    eventCount++;
    if (details.members().get("state") instanceof JsonText entered) {
      session.tally().count(Tally.name(kind, entered.value()));
    }
    events.add(
        new @Nullable Object[] {
          runId,
          eventCount,
          run.namespace(),
          at.toEpochMilli(),
          kind,
          taskId,
          JsonWriter.write(details)
        });
  }

  /**
   * Changes the run's state, with history and event.
   *
   * @throws PipelinesException FAILED_PRECONDITION when the transition table does not allow it
   */
  public void enter(RunState next, Instant at, @Nullable TaskFailure reason) {
    if (!RunTransitions.allows(state, next)) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "changing run %s to %s: it is %s (expected: one of the states before it)"
              .formatted(runId, next, state));
    }
    state = next;
    failure = reason;
    if (next.isTerminal()) {
      finishedAt = at;
    }
    announce(at);
  }

  /** Writes the state the run is in into history and events. */
  public void announce(Instant at) {
    var details = new LinkedHashMap<String, JsonValue>();
    details.put("state", JsonValue.of(state.name()));
    if (failure != null) {
      details.put("reason", JsonValue.of(failure.code().name()));
      details.put("message", JsonValue.of(failure.message()));
    }
    append(at, RunEvent.RUN_STATE, null, new JsonObject(details));
    history.add(new @Nullable Object[] {runId, eventCount, state.name(), at.toEpochMilli()});
  }

  /** Writes what was gathered. Called once, at the end. */
  public void flush() throws SQLException {
    session.executeAll(statements.insertEvent, events);
    session.executeAll(statements.insertHistory, history);
    if (state != run.state()) {
      session.executeLater(
          statements.changeState,
          state.name(),
          failure == null ? null : failure.code().name(),
          failure == null ? null : failure.message(),
          failure == null ? null : failure.path(),
          finishedAt == null ? null : finishedAt.toEpochMilli(),
          runId);
      if (state.isTerminal()) {
        session.executeLater(statements.endLease, runId);
      }
    }
    if (eventCount != storedEventCount || taskCount != run.taskCount()) {
      session.executeLater(statements.changeCounts, eventCount, taskCount, runId);
    }
  }
}
