package io.pitwheel.server.recurringrun;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Progress;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.recurringrun.Schedule;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunCreator.Occasion;
import io.pitwheel.server.run.RunRequest;
import java.time.Instant;

/** Makes recurring runs. What would fail at every tick is refused at once. */
public final class RecurringRunCreator {
  private final RecurringRunStore recurringRuns;
  private final RunCreator runs;
  private final Identifiers identifiers;
  private final Runnable onChange;

  /**
   * @param onChange told after each that was written
   */
  public RecurringRunCreator(
      RecurringRunStore recurringRuns,
      RunCreator runs,
      Identifiers identifiers,
      Runnable onChange) {
    this.recurringRuns = recurringRuns;
    this.runs = runs;
    this.identifiers = identifiers;
    this.onChange = onChange;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for parameters and pipeline root; NOT_FOUND for the
   *     experiment, the pipeline or its version; FAILED_PRECONDITION for an archived experiment
   */
  RecurringRun create(RecurringRunRequest request, Instant now) {
    String id = identifiers.next();
    Instant firstTick = new Schedule(request.trigger(), now).next(null).orElse(now);
    // The run of the first tick, which nobody keeps.
    RunCreation sample = runs.foretell(request.run(), new Occasion(id, firstTick, 1L));
    RecurringRun created =
        recurringRuns.create(
            new RecurringRun(
                id,
                sample.namespace(),
                template(request, sample),
                request.trigger(),
                request.limits(),
                request.isEnabled(),
                progress(request, now),
                now,
                now));
    onChange.run();
    return created;
  }

  private static Progress progress(RecurringRunRequest request, Instant now) {
    Instant dueAt = new Schedule(request.trigger(), now).next(null).orElse(null);
    return new Progress(0, null, dueAt, null, 0);
  }

  private static RunTemplate template(RecurringRunRequest request, RunCreation sample) {
    RunRequest run = request.run();
    return new RunTemplate(
        run.displayName(),
        run.description(),
        sample.experimentId(),
        source(run, sample),
        run.parameters(),
        run.pipelineRoot(),
        run.serviceAccount(),
        request.pluginsInput());
  }

  private static Source source(RunRequest run, RunCreation sample) {
    String pipelineId = sample.pipelineId();
    return run.source() instanceof RunRequest.Source.Kept kept && pipelineId != null
        ? new Source.Kept(pipelineId, kept.versionId())
        : new Source.Inline(sample.specificationId());
  }
}
