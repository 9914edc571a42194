package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_STATE_HISTORY;

import io.pitwheel.page.Page;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.store.page.AskedPage;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.selection.Abundance;
import io.pitwheel.store.selection.Columns;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Runs in pages, with their histories: three statements, asked at one time. */
final class RunPages {
  private static final KeysetPages PAGES =
      new KeysetPages(RUNS, RUNS.RUN_ID, RunFields.byName(), null);

  private final String countOfNamespace;
  private final String countOfExperiment;
  private final String historiesOf;
  private final String inOrder;
  private final Abundance abundance;

  RunPages(Database database) {
    Condition ofNamespace = EXPERIMENTS.NAMESPACE.eq(DSL.param("namespace", EXPERIMENTS.NAMESPACE));
    Condition ofExperiment =
        EXPERIMENTS.EXPERIMENT_ID.eq(DSL.param("experiment", EXPERIMENTS.EXPERIMENT_ID));
    this.countOfNamespace = countOf(database, ofNamespace);
    this.countOfExperiment = countOf(database, ofNamespace.and(ofExperiment));
    this.historiesOf =
        database.render(
                DSL.select(RUN_STATE_HISTORY.RUN_ID, RUN_STATE_HISTORY.STATE, RUN_STATE_HISTORY.AT)
                    .from(RUN_STATE_HISTORY))
            + " where run_id in";
    this.abundance = database.abundance();
    this.inOrder = "order by run_id, run_sequence";
  }

  /** Experiments count their runs, so that a list of a million need not. */
  private static String countOf(Database database, Condition experiments) {
    return database.render(
        DSL.select(DSL.sum(EXPERIMENTS.RUN_COUNT)).from(EXPERIMENTS).where(experiments));
  }

  Page<Run> list(Session session, RunQuery query) throws SQLException {
    AskedPage page = PAGES.ask(session, scope(query), query.page());
    String experimentId = query.experimentId();
    if (experimentId == null) {
      page.totalLater(abundance, countOfNamespace, query.namespace());
    } else {
      page.totalLater(abundance, countOfExperiment, query.namespace(), experimentId);
    }
    var histories = new HashMap<String, List<StateChange>>();
    page.aboutRowsLater(historiesOf, inOrder, row -> addTo(histories, row));
    return page.readColumns(row -> read(row, histories));
  }

  private static Condition scope(RunQuery query) {
    Condition inNamespace =
        RUNS.NAMESPACE.eq(query.namespace()).and(RUNS.RUN_ID.notIn(RunDeletions.runIds()));
    String experimentId = query.experimentId();
    return experimentId == null
        ? inNamespace
        : inNamespace.and(RUNS.EXPERIMENT_ID.eq(experimentId));
  }

  private static boolean addTo(Map<String, List<StateChange>> histories, Row row)
      throws SQLException {
    return histories
        .computeIfAbsent(row.text(), _ -> new ArrayList<>())
        .add(new StateChange(RunState.valueOf(row.text()), row.instant()));
  }

  private static Run read(Columns row, Map<String, List<StateChange>> histories) {
    return RunRows.read(row, histories.getOrDefault(row.get(RUNS.RUN_ID), List.of()), false);
  }
}
