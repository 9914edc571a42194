package io.pitwheel.server.experiment;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.server.http.Times;

/** Experiments as messages. */
final class ExperimentTranslator {
  private ExperimentTranslator() {}

  /** KFP always sends {@code last_run_created_at}, the epoch when there was no run. */
  static io.pitwheel.api.v2beta1.Experiment toMessage(Experiment experiment) {
    return io.pitwheel.api.v2beta1.Experiment.newBuilder()
        .setExperimentId(experiment.id())
        .setDisplayName(experiment.displayName())
        .setDescription(experiment.description())
        .setCreatedAt(Times.toMessage(experiment.createdAt()))
        .setNamespace(experiment.namespace())
        .setStorageState(
            experiment.isArchived()
                ? io.pitwheel.api.v2beta1.Experiment.StorageState.ARCHIVED
                : io.pitwheel.api.v2beta1.Experiment.StorageState.AVAILABLE)
        .setLastRunCreatedAt(Times.toMessage(experiment.lastRunCreatedAt()))
        .build();
  }
}
