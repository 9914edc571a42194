package io.pitwheel.server.assembly;

import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.server.recurringrun.RecurringRunCreator;
import io.pitwheel.server.recurringrun.RecurringRunFirer;
import io.pitwheel.server.recurringrun.RecurringRunGrpcService;
import io.pitwheel.server.recurringrun.RecurringRunLister;
import io.pitwheel.server.recurringrun.RecurringRunScheduler;
import io.pitwheel.server.recurringrun.RecurringRunTranslator;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.settings.Setting;
import java.time.ZoneId;

/** Recurring runs: the loop that makes their runs, and the door to them. */
final class Schedules implements AutoCloseable {
  private final ServerParts parts;
  private final RunCreator runs;
  private final RecurringRunStore recurringRuns;
  private final RecurringRunScheduler scheduler;

  Schedules(ServerParts parts) {
    this.parts = parts;
    this.runs = parts.runCreator();
    this.recurringRuns = parts.stores().recurringRuns();
    this.scheduler =
        new RecurringRunScheduler(
            recurringRuns,
            new RecurringRunFirer(recurringRuns, runs, parts.clock(), parts.onSubmission(), zone()),
            parts.clock());
  }

  /** Begins to make runs, unless this server is not to. */
  void start() {
    if (parts.settings().flag(Setting.SCHEDULES_ENABLED)) {
      scheduler.start();
    }
  }

  RecurringRunGrpcService service() {
    var translator = new RecurringRunTranslator(parts.specifications());
    return new RecurringRunGrpcService(
        new RecurringRunGrpcService.Parts(
            recurringRuns,
            new RecurringRunCreator(recurringRuns, runs, parts.identifiers(), scheduler::nudge),
            new RecurringRunLister(recurringRuns, translator, parts.pages()),
            translator,
            parts.clock(),
            zone(),
            scheduler::nudge));
  }

  private ZoneId zone() {
    return ZoneId.of(parts.settings().text(Setting.SCHEDULES_TIME_ZONE));
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
