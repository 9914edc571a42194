package io.pitwheel.store.ledger;

import static io.pitwheel.store.schema.Tables.EVENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;
import static io.pitwheel.store.schema.Tables.RUN_STATE_HISTORY;

import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunState;
import io.pitwheel.store.ledger.RunLedger.LockedRun;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Opens ledgers; their statements are rendered once. */
public final class LedgerStatements {
  final String insertEvent;
  final String insertHistory;
  final String changeState;
  final String changeCounts;
  final String endLease;
  private final String lock;

  public LedgerStatements(Database database) {
    insertEvent = database.render(Inserts.row(EVENTS, List.of(EVENTS.fields())));
    insertHistory =
        database.render(Inserts.row(RUN_STATE_HISTORY, List.of(RUN_STATE_HISTORY.fields())));
    changeState =
        database.render(
            DSL.update(RUNS)
                .set(RUNS.STATE, DSL.param("state", RUNS.STATE))
                .set(RUNS.FAILURE_CODE, DSL.param("code", RUNS.FAILURE_CODE))
                .set(RUNS.FAILURE_MESSAGE, DSL.param("message", RUNS.FAILURE_MESSAGE))
                .set(RUNS.FAILURE_PATH, DSL.param("path", RUNS.FAILURE_PATH))
                .set(RUNS.FINISHED_AT, DSL.param("finished", RUNS.FINISHED_AT))
                .where(RUNS.RUN_ID.eq(DSL.param("run", RUNS.RUN_ID))));
    changeCounts =
        database.render(
            DSL.update(RUNS)
                .set(RUNS.EVENT_COUNT, DSL.param("events", RUNS.EVENT_COUNT))
                .set(RUNS.TASK_COUNT, DSL.param("tasks", RUNS.TASK_COUNT))
                .where(RUNS.RUN_ID.eq(DSL.param("run", RUNS.RUN_ID))));
    endLease =
        database.render(
            DSL.deleteFrom(RUN_LEASES)
                .where(RUN_LEASES.RUN_ID.eq(DSL.param("run", RUN_LEASES.RUN_ID))));
    lock =
        database.render(
            database
                .dialect()
                .locking(
                    DSL.select(
                            RUNS.NAMESPACE,
                            RUNS.PIPELINE_NAME,
                            RUNS.ROOT_TASK_ID,
                            RUNS.STATE,
                            RUNS.EVENT_COUNT,
                            RUNS.TASK_COUNT,
                            RUNS.IS_DRIVEN_ELSEWHERE,
                            RUNS.LEAD_EPOCH)
                        .from(RUNS)
                        .where(RUNS.RUN_ID.eq(DSL.param("run", RUNS.RUN_ID)))));
  }

  /** The ledger of a run, locked until the transaction ends. */
  public Optional<RunLedger> lock(Session session, String runId) throws SQLException {
    return lock(session, runId, () -> {});
  }

  private Optional<RunLedger> lock(Session session, String runId, Afterwards afterwards)
      throws SQLException {
    var found = new ArrayList<RunLedger>();
    session.queryLater(
        lock, row -> found.add(new RunLedger(this, session, runId, LockedRun.read(row))), runId);
    afterwards.ask();
    session.send();
    return found.stream().findFirst();
  }

  /** What is asked of the database on the same way, once the run is locked. */
  @FunctionalInterface
  public interface Afterwards {
    void ask() throws SQLException;
  }

  /**
   * As {@link #lock(Session, String)}, for a server that leads the run.
   *
   * @param lead null for what needs none
   * @param afterwards asks later what will be needed
   * @throws io.pitwheel.failure.PipelinesException ABORTED when another server leads it
   */
  public Optional<RunLedger> lock(
      Session session, String runId, @Nullable RunLead lead, Afterwards afterwards)
      throws SQLException {
    Optional<RunLedger> ledger = lock(session, runId, afterwards);
    if (lead != null
        && lead.runId().equals(runId)
        && ledger.isPresent()
        && ledger.get().leadEpoch() != lead.epoch()) {
      throw lead.lost(ledger.get().leadEpoch());
    }
    return ledger;
  }

  /**
   * The ledger of a run that was inserted in this transaction.
   *
   * @param eventCount what its row says already
   */
  public RunLedger fresh(Session session, RunCreation creation, long eventCount) {
    var run =
        new LockedRun(
            creation.namespace(),
            creation.pipelineName(),
            creation.rootTaskId(),
            RunState.PENDING,
            0,
            0,
            creation.options().drivenElsewhere(),
            0);
    return new RunLedger(this, session, creation.id(), run, eventCount);
  }
}
