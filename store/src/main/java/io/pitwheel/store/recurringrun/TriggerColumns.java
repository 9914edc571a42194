package io.pitwheel.store.recurringrun;

import static io.pitwheel.store.recurringrun.RecurringRunRows.instantOrNull;
import static io.pitwheel.store.recurringrun.RecurringRunRows.millisOrNull;
import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;

import io.pitwheel.recurringrun.Trigger;
import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A trigger as columns and back. */
final class TriggerColumns {
  private enum Kind {
    CRON,
    PERIODIC,
    ONCE
  }

  private TriggerColumns() {}

  static Map<Field<?>, @Nullable Object> write(Trigger trigger) {
    var row = new LinkedHashMap<Field<?>, @Nullable Object>();
    Kind kind =
        switch (trigger) {
          case Cron cron -> {
            row.put(RECURRING_RUNS.CRON_LINE, cron.line());
            yield Kind.CRON;
          }
          case Periodic periodic -> {
            row.put(RECURRING_RUNS.INTERVAL_SECONDS, periodic.interval().toSeconds());
            yield Kind.PERIODIC;
          }
          case Once _ -> Kind.ONCE;
        };
    row.put(RECURRING_RUNS.TRIGGER_KIND, kind.name());
    row.put(RECURRING_RUNS.START_AT, millisOrNull(trigger.bounds().start()));
    row.put(RECURRING_RUNS.END_AT, millisOrNull(trigger.bounds().end()));
    return row;
  }

  static Trigger read(Record row) {
    var window =
        new Window(
            instantOrNull(row.get(RECURRING_RUNS.START_AT)),
            instantOrNull(row.get(RECURRING_RUNS.END_AT)));
    return switch (Kind.valueOf(row.get(RECURRING_RUNS.TRIGGER_KIND))) {
      case CRON -> new Cron(row.get(RECURRING_RUNS.CRON_LINE), window);
      case PERIODIC ->
          new Periodic(Duration.ofSeconds(row.get(RECURRING_RUNS.INTERVAL_SECONDS)), window);
      case ONCE -> new Once();
    };
  }
}
