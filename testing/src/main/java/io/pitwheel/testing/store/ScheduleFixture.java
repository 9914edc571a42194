package io.pitwheel.testing.store;

import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.recurringrun.RecurringRun.Progress;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.recurringrun.Schedule;
import io.pitwheel.recurringrun.Trigger;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import io.pitwheel.run.RunCreation;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Recurring runs and their ticks in a few words. They are made at {@link RunFixture#START}. */
public final class ScheduleFixture {
  private ScheduleFixture() {}

  /** An enabled one that fires each minute and may have three runs at once. */
  public static RecurringRun everyMinute(String id) {
    return of(id, new Periodic(Duration.ofMinutes(1), Window.ALWAYS));
  }

  /** An enabled one with another trigger. */
  public static RecurringRun of(String id, Trigger trigger) {
    Source source = new Source.Inline(RunFixture.SPECIFICATION_ID);
    return of(id, trigger, source, new Limits(3, true));
  }

  /** An enabled one of another pipeline, with other limits. */
  public static RecurringRun of(String id, Trigger trigger, Source source, Limits limits) {
    var template =
        new RunTemplate(
            "nightly " + id,
            "of a fixture",
            RunFixture.EXPERIMENT_ID,
            source,
            Map.of("day", JsonValue.of("[[ScheduledTime]]")),
            "/root",
            "account",
            new JsonObject(Map.of("pitwheel", JsonObject.EMPTY)));
    Instant due = new Schedule(trigger, RunFixture.START).next(null).orElse(null);
    return new RecurringRun(
        id,
        RunFixture.NAMESPACE,
        template,
        trigger,
        limits,
        true,
        new Progress(0, null, due, null, 0),
        RunFixture.START,
        RunFixture.START);
  }

  /** The tick that is due, with a run for it. */
  public static Firing.Filled filled(RecurringRun recurringRun, Instant now) {
    var firing = new Firing(recurringRun, recurringRun.dueTick(now).orElseThrow());
    return new Firing.Filled(firing, run(firing));
  }

  /** A run for a tick, under a fresh id. */
  public static RunCreation run(Firing firing) {
    RunCreation plain = RunFixture.creation(UUID.randomUUID().toString());
    return new RunCreation(
        plain.id(),
        plain.rootTaskId(),
        plain.displayName(),
        plain.description(),
        plain.namespace(),
        plain.experimentId(),
        plain.pipelineId(),
        plain.pipelineVersionId(),
        plain.specificationId(),
        plain.pipelineName(),
        plain.parameters(),
        plain.pipelineRoot(),
        plain.serviceAccount(),
        plain.options(),
        plain.requestDigest(),
        plain.createdAt(),
        firing.tick(),
        firing.recurringRun().id());
  }
}
