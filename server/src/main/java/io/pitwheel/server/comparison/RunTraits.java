package io.pitwheel.server.comparison;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.value.DurationWords;
import io.pitwheel.value.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a run is, apart from its pipeline, parameters and tasks. What is not there is left out. */
final class RunTraits {
  private final Map<String, JsonValue> traits = new TreeMap<>();

  private RunTraits() {}

  static Map<String, JsonValue> of(Run run) {
    var traits = new RunTraits();
    RunCreation creation = run.creation();
    traits.put("name", creation.displayName());
    traits.put("pipeline", creation.pipelineName());
    traits.put("specification", creation.specificationId());
    traits.put("pipeline_root", creation.pipelineRoot());
    traits.put("service_account", creation.serviceAccount());
    traits.put("state", run.state().name());
    String versionId = creation.pipelineVersionId();
    traits.put("pipeline_version", versionId == null ? "" : versionId);
    TaskFailure failure = run.failure();
    traits.put("error", failure == null ? "" : failure.message());
    Instant finishedAt = run.finishedAt();
    if (finishedAt != null) {
      traits.traits.put(
          "seconds",
          JsonValue.of(Duration.between(creation.createdAt(), finishedAt).toMillis() / 1000.0));
    }
    traits.putOptions(creation.options());
    return traits.traits;
  }

  private void putOptions(RunOptions options) {
    if (options.cacheDisabled()) {
      traits.put("options.disable_cache", JsonValue.of(true));
    }
    put("options.runner", options.runner());
    put("options.kfp_version", options.sdkVersion());
    if (options.slots() > 0) {
      traits.put("options.slots", JsonValue.of(options.slots()));
    }
    options.environment().forEach((name, value) -> put("options.environment." + name, value));
    Duration timeout = options.timeout();
    put("options.timeout", timeout == null ? "" : DurationWords.of(timeout));
    RerunSource rerun = options.rerun();
    put("rerun_of", rerun == null ? "" : rerun.runId());
    put("rerun_from", rerun == null ? "" : rerun.from());
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      traits.put(name, JsonValue.of(value));
    }
  }
}
