package io.pitwheel.server.recurringrun;

import io.pitwheel.api.v2beta1.CreateRecurringRunRequest;
import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.api.v2beta1.RecurringRun;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.run.RunRequestReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeMap;

/**
 * Reads requests for recurring runs: what they have in common with runs as those are read.
 * Output-only fields are passed over.
 */
final class RecurringRunRequestReader {
  private static final String FIELD = "recurring_run";
  private static final int MAX_CONCURRENCY = io.pitwheel.recurringrun.RecurringRun.MAX_CONCURRENCY;

  private final RunRequestReader runs = new RunRequestReader(FIELD);
  private final ZoneId zone;

  /**
   * @param zone whose clocks cron lines are about
   */
  RecurringRunRequestReader(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT with the path in the request or in the pipeline
   */
  RecurringRunRequest read(CreateRecurringRunRequest request, Instant now) {
    RecurringRun given = request.getRecurringRun();
    return new RecurringRunRequest(
        runs.read(CreateRunRequest.newBuilder().setRun(asRun(given)).build()),
        pluginsInput(given),
        TriggerReader.read(given.getTrigger(), now).in(zone),
        new Limits(maxConcurrency(given.getMaxConcurrency()), !given.getNoCatchup()),
        isEnabled(given));
  }

  @SuppressWarnings("deprecation") // The older way to name a version.
  private static Run asRun(RecurringRun given) {
    var run =
        Run.newBuilder()
            .setDisplayName(given.getDisplayName())
            .setDescription(given.getDescription())
            .setExperimentId(given.getExperimentId())
            .setRuntimeConfig(given.getRuntimeConfig())
            .setServiceAccount(given.getServiceAccount())
            .putAllPluginsInput(given.getPluginsInputMap());
    switch (given.getPipelineSourceCase()) {
      case PIPELINE_SPEC -> run.setPipelineSpec(given.getPipelineSpec());
      case PIPELINE_VERSION_REFERENCE ->
          run.setPipelineVersionReference(given.getPipelineVersionReference());
      case PIPELINE_VERSION_ID -> run.setPipelineVersionId(given.getPipelineVersionId());
      case PIPELINESOURCE_NOT_SET -> run.clearPipelineSource();
    }
    return run.build();
  }

  private static JsonObject pluginsInput(RecurringRun given) {
    var members = new TreeMap<String, JsonValue>();
    given
        .getPluginsInputMap()
        .forEach((name, input) -> members.put(name, JsonStructs.fromStruct(input)));
    return new JsonObject(members);
  }

  private static int maxConcurrency(long given) {
    if (given < 1 || given > MAX_CONCURRENCY) {
      throw PipelinesException.invalid(
          FIELD + ".max_concurrency",
          "reading %s.max_concurrency: %d (expected: 1 to %d)"
              .formatted(FIELD, given, MAX_CONCURRENCY));
    }
    return (int) given;
  }

  /** No mode is the mode of KFP's table of numbers that comes first: it does not fire. */
  private static boolean isEnabled(RecurringRun given) {
    return switch (given.getMode()) {
      case ENABLE -> true;
      case DISABLE, MODE_UNSPECIFIED -> false;
      case UNRECOGNIZED ->
          throw PipelinesException.invalid(
              FIELD + ".mode",
              "reading %s.mode: %d (expected: ENABLE or DISABLE)"
                  .formatted(FIELD, given.getModeValue()));
    };
  }
}
