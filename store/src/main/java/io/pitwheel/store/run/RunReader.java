package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_DELETIONS;
import static io.pitwheel.store.schema.Tables.RUN_STATE_HISTORY;

import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunState;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads runs with their history. */
final class RunReader {
  private static final List<Field<?>> RUN_COLUMNS = List.of(RUNS.fields());

  private final String findRun;
  private final String findKept;
  private final String findHistory;
  private final String findDeletion;

  RunReader(Database database) {
    Param<String> runId = DSL.param("run", RUNS.RUN_ID);
    this.findRun = database.render(DSL.selectFrom(RUNS).where(RUNS.RUN_ID.eq(runId)));
    this.findKept =
        database.render(
            DSL.selectFrom(RUNS)
                .where(RUNS.RUN_ID.eq(runId))
                .and(RUNS.RUN_ID.notIn(RunDeletions.runIds())));
    this.findDeletion =
        database.render(
            DSL.select(RUN_DELETIONS.RUN_ID)
                .from(RUN_DELETIONS)
                .where(RUN_DELETIONS.RUN_ID.eq(runId)));
    this.findHistory =
        database.render(
            DSL.select(RUN_STATE_HISTORY.STATE, RUN_STATE_HISTORY.AT)
                .from(RUN_STATE_HISTORY)
                .where(RUN_STATE_HISTORY.RUN_ID.eq(runId))
                .orderBy(RUN_STATE_HISTORY.RUN_SEQUENCE));
  }

  /** Asks all it wants at one time. */
  Optional<Run> find(Session session, String runId) throws SQLException {
    var history = new ArrayList<StateChange>();
    var deletions = new ArrayList<String>();
    session.queryLater(
        findHistory,
        row -> history.add(new StateChange(RunState.valueOf(row.text()), row.instant())),
        runId);
    session.queryLater(findDeletion, row -> deletions.add(row.text()), runId);
    return session.records(findRun, RUN_COLUMNS, runId).stream()
        .findFirst()
        .map(row -> RunRows.read(row::get, history, !deletions.isEmpty()));
  }

  /** How a run that is not being deleted was made. */
  Optional<RunCreation> findCreation(Session session, String runId) throws SQLException {
    return session.records(findKept, RUN_COLUMNS, runId).stream()
        .findFirst()
        .map(row -> RunRows.creation(row::get));
  }

  static List<Run> listUnfinished(Session session) {
    List<String> unfinished =
        Arrays.stream(RunState.values())
            .filter(state -> !state.isTerminal())
            .map(RunState::name)
            .toList();
    return withHistory(
        session,
        session
            .sql()
            .selectFrom(RUNS)
            .where(RUNS.STATE.in(unfinished))
            .and(RUNS.IS_DRIVEN_ELSEWHERE.isFalse())
            .orderBy(RUNS.CREATED_AT, RUNS.RUN_ID)
            .fetch());
  }

  private static List<Run> withHistory(Session session, Collection<? extends Record> rows) {
    Set<String> deleting = RunDeletions.among(session, idsOf(rows));
    var histories = new HashMap<String, List<StateChange>>();
    session
        .sql()
        .selectFrom(RUN_STATE_HISTORY)
        .where(RUN_STATE_HISTORY.RUN_ID.in(idsOf(rows)))
        .orderBy(RUN_STATE_HISTORY.RUN_ID, RUN_STATE_HISTORY.RUN_SEQUENCE)
        .forEach(row ->
            histories
                .computeIfAbsent(row.get(RUN_STATE_HISTORY.RUN_ID), _ -> new ArrayList<>())
                .add(
                    new StateChange(
                        RunState.valueOf(row.get(RUN_STATE_HISTORY.STATE)),
                        Instant.ofEpochMilli(row.get(RUN_STATE_HISTORY.AT)))));
    return rows.stream()
        .map(row -> {
          String runId = row.get(RUNS.RUN_ID);
          @Nullable List<StateChange> history = histories.get(runId);
          return RunRows.read(
              row::get, history == null ? List.of() : history, deleting.contains(runId));
        })
        .toList();
  }

  private static List<String> idsOf(Collection<? extends Record> rows) {
    return rows.stream().map(row -> row.get(RUNS.RUN_ID)).toList();
  }
}
