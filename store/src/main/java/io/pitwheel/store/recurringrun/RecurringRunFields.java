package io.pitwheel.store.recurringrun;

import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;

import io.pitwheel.store.page.ListedField;
import io.pitwheel.store.page.NameSetField;
import io.pitwheel.store.page.TextField;
import io.pitwheel.store.page.TimeField;
import java.util.Map;

/** What recurring runs are sorted and filtered by. */
final class RecurringRunFields {
  private RecurringRunFields() {}

  static Map<String, ListedField> byName() {
    return Map.ofEntries(
        Map.entry("recurring_run_id", TextField.of(RECURRING_RUNS.RECURRING_RUN_ID)),
        Map.entry("display_name", TextField.of(RECURRING_RUNS.DISPLAY_NAME)),
        Map.entry("description", TextField.ofAnyLength(RECURRING_RUNS.DESCRIPTION)),
        Map.entry("namespace", TextField.of(RECURRING_RUNS.NAMESPACE)),
        Map.entry("experiment_id", TextField.of(RECURRING_RUNS.EXPERIMENT_ID)),
        Map.entry("created_at", new TimeField(RECURRING_RUNS.CREATED_AT)),
        Map.entry("updated_at", new TimeField(RECURRING_RUNS.UPDATED_AT)),
        Map.entry(
            "status",
            new NameSetField(
                RECURRING_RUNS.IS_ENABLED,
                Map.of(
                    "ENABLED", RECURRING_RUNS.IS_ENABLED.isTrue(),
                    "DISABLED", RECURRING_RUNS.IS_ENABLED.isFalse()))));
  }
}
