package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_STATE_HISTORY;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.run.RunState;
import io.pitwheel.store.page.ListedField;
import io.pitwheel.store.page.NameSetField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** What runs are sorted and filtered by. */
final class RunFields {
  private RunFields() {}

  static Map<String, ListedField> byName() {
    return Map.ofEntries(
        Map.entry("run_id", TextField.of(RUNS.RUN_ID)),
        Map.entry("display_name", TextField.of(RUNS.DISPLAY_NAME)),
        Map.entry("description", TextField.ofAnyLength(RUNS.DESCRIPTION)),
        Map.entry("namespace", TextField.of(RUNS.NAMESPACE)),
        Map.entry("experiment_id", TextField.of(RUNS.EXPERIMENT_ID)),
        Map.entry(
            "recurring_run_id", TextField.of(DSL.coalesce(RUNS.RECURRING_RUN_ID, DSL.inline("")))),
        Map.entry("created_at", new TimeField(RUNS.CREATED_AT)),
        Map.entry("scheduled_at", new TimeField(RUNS.SCHEDULED_AT)),
        Map.entry("finished_at", TimeField.orEpoch(RUNS.FINISHED_AT)),
        Map.entry("storage_state", NameSetField.ofStorage(RUNS.IS_ARCHIVED)),
        Map.entry("state", new NameSetField(RUNS.STATE, byState(RunFields::isIn))),
        Map.entry("state_history", new NameSetField(RUNS.STATE, byState(RunFields::wasIn))));
  }

  private static Map<String, Condition> byState(Function<RunState, Condition> rowsOf) {
    var conditions = new TreeMap<String, Condition>();
    for (RunState state : RunState.values()) {
      conditions.put(state.name(), rowsOf.apply(state));
    }
    return conditions;
  }

  /** No run is written as CANCELED: it is FAILED with a code that says so. */
  private static Condition isIn(RunState state) {
    return state == RunState.CANCELED
        ? RUNS.STATE
            .eq(RunState.FAILED.name())
            .and(DSL.coalesce(RUNS.FAILURE_CODE, DSL.inline("")).eq(ErrorCode.CANCELLED.name()))
        : RUNS.STATE.eq(state.name());
  }

  private static Condition wasIn(RunState state) {
    return DSL.exists(
        DSL.selectOne()
            .from(RUN_STATE_HISTORY)
            .where(RUN_STATE_HISTORY.RUN_ID.eq(RUNS.RUN_ID))
            .and(RUN_STATE_HISTORY.STATE.eq(state.name())));
  }
}
