package io.pitwheel.testing.engine;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.SpecificationStore;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs as the tests of engines make them: their graph is given to the engine beside the stores. */
public final class EngineRuns {
  private static final String SPECIFICATION_ID = "digest";
  private static final String EXPERIMENT_ID = "experiment";

  private EngineRuns() {}

  /** Keeps the document and makes the experiment that creations name; once for a database. */
  public static void prepare(
      SpecificationStore specifications, ExperimentStore experiments, Instant now) {
    specifications.keep(
        new StoredSpecification(SPECIFICATION_ID, JsonObject.EMPTY, JsonObject.EMPTY, List.of()),
        now);
    experiments.create(new Experiment(EXPERIMENT_ID, "Default", "", "", false, now, Instant.EPOCH));
  }

  /** A request for a run of a pipeline of this name. */
  public static RunCreation creation(
      String runId, String pipeline, RunOptions options, Instant now) {
    return new RunCreation(
        runId,
        "root-task-of-" + runId,
        "run",
        "",
        "",
        EXPERIMENT_ID,
        null,
        null,
        SPECIFICATION_ID,
        pipeline,
        Map.of(),
        "",
        "pipeline-runner",
        options,
        "request",
        now,
        now,
        null);
  }
}
