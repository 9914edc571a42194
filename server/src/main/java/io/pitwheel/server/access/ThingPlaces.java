package io.pitwheel.server.access;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.server.manifest.Manifest;
import io.pitwheel.store.Stores;
import java.util.Optional;

/** In which namespace things are. */
final class ThingPlaces {
  private final Stores stores;

  ThingPlaces(Stores stores) {
    this.stores = stores;
  }

  /**
   * Empty when there is no such thing.
   *
   * @param id of a manifest its text
   */
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
      case SCHEDULE -> ofSchedule(id);
      case WORKFLOW -> Optional.of(workflow(id).namespace());
      case SCHEDULED_WORKFLOW -> Optional.of(scheduledWorkflow(id).namespace());
      case WORKFLOW_RUN -> ofRun(idOf(kind, id));
      case WORKFLOW_SCHEDULE -> ofSchedule(idOf(kind, id));
    };
  }

  /** The id of the thing that a field names. */
  String idOf(PlaceKind kind, String text) {
    return switch (kind) {
      case NAMESPACE, EXPERIMENT, RUN, TASK, ARTIFACT, PIPELINE, VERSION, SCHEDULE -> text;
      case WORKFLOW -> workflow(text).name();
      case SCHEDULED_WORKFLOW -> scheduledWorkflow(text).name();
      case WORKFLOW_RUN -> workflow(text).requiredRun("workflow");
      case WORKFLOW_SCHEDULE -> scheduledWorkflow(text).uid();
    };
  }

  private static Manifest workflow(String text) {
    return Manifest.read("workflow", text);
  }

  private static Manifest scheduledWorkflow(String text) {
    return Manifest.read("scheduled_workflow", text);
  }

  private Optional<String> ofSchedule(String id) {
    return stores.recurringRuns().find(id).map(RecurringRun::namespace);
  }

  private Optional<String> ofRun(String runId) {
    return stores.runs().find(runId).map(run -> run.creation().namespace());
  }

  private Optional<String> ofPipeline(String pipelineId) {
    return stores.pipelines().find(pipelineId).map(Pipeline::namespace);
  }
}
