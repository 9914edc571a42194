package io.pitwheel.server.access;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.store.Stores;
import java.util.Optional;

/** In which namespace things are. */
final class ThingPlaces {
  private final Stores stores;

  ThingPlaces(Stores stores) {
    this.stores = stores;
  }

  /** Empty when there is no such thing. */
  Optional<String> namespaceOf(PlaceKind kind, String id) {
    return switch (kind) {
      case NAMESPACE -> Optional.of(id);
      case EXPERIMENT -> stores.experiments().find(id).map(Experiment::namespace);
      case RUN -> ofRun(id);
      case TASK -> stores.tasks().find(id).flatMap(task -> ofRun(task.reference().runId()));
      case ARTIFACT -> stores.artifacts().namespaceOf(id);
      case PIPELINE -> ofPipeline(id);
      case VERSION ->
          stores.pipelines().findVersion(id).flatMap(version -> ofPipeline(version.pipelineId()));
      case SCHEDULE -> stores.recurringRuns().find(id).map(RecurringRun::namespace);
    };
  }

  private Optional<String> ofRun(String runId) {
    return stores.runs().find(runId).map(run -> run.creation().namespace());
  }

  private Optional<String> ofPipeline(String pipelineId) {
    return stores.pipelines().find(pipelineId).map(Pipeline::namespace);
  }
}
