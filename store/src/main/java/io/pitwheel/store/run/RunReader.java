package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_STATE_HISTORY;

import io.pitwheel.page.Page;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads runs with their history. */
final class RunReader {
  private static final KeysetPages PAGES =
      new KeysetPages(RUNS, RUNS.RUN_ID, RunFields.byName(), null);

  private RunReader() {}

  static Optional<Run> find(Session session, String runId) {
    return session
        .sql()
        .selectFrom(RUNS)
        .where(RUNS.RUN_ID.eq(runId))
        .fetchOptional()
        .map(row -> withHistory(session, List.of(row)).get(0));
  }

  /** One that was written in this transaction. */
  static Run findFresh(Session session, RunCreation creation) {
    Record row = session.sql().selectFrom(RUNS).where(RUNS.RUN_ID.eq(creation.id())).fetchSingle();
    Instant at = Instant.ofEpochMilli(row.get(RUNS.CREATED_AT));
    return RunRows.read(row, List.of(new StateChange(RunState.PENDING, at)), false);
  }

  static Page<Run> list(Session session, RunQuery query) {
    String experimentId = query.experimentId();
    Condition inNamespace =
        RUNS.NAMESPACE.eq(query.namespace()).and(RUNS.RUN_ID.notIn(RunDeletions.runIds()));
    Condition scope =
        experimentId == null ? inNamespace : inNamespace.and(RUNS.EXPERIMENT_ID.eq(experimentId));
    Page<Record> page =
        PAGES.read(session, scope, query.page(), keptTotal(session, query), row -> row);
    return new Page<>(withHistory(session, page.rows()), page.nextAfter(), page.totalSize());
  }

  /** Experiments count their runs, so that a list of a million need not. */
  private static long keptTotal(Session session, RunQuery query) {
    String experimentId = query.experimentId();
    Condition inNamespace = EXPERIMENTS.NAMESPACE.eq(query.namespace());
    Number total =
        session
            .sql()
            .select(DSL.sum(EXPERIMENTS.RUN_COUNT))
            .from(EXPERIMENTS)
            .where(
                experimentId == null
                    ? inNamespace
                    : inNamespace.and(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId)))
            .fetchOne(0, Number.class);
    return total == null ? 0 : total.longValue();
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
          return RunRows.read(row, history == null ? List.of() : history, deleting.contains(runId));
        })
        .toList();
  }

  private static List<String> idsOf(Collection<? extends Record> rows) {
    return rows.stream().map(row -> row.get(RUNS.RUN_ID)).toList();
  }
}
