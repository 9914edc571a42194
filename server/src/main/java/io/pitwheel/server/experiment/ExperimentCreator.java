package io.pitwheel.server.experiment;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.guard.Descriptions;
import io.pitwheel.server.http.Names;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes experiments, the one named Default among them. They are made in the namespace of the call.
 */
public final class ExperimentCreator {
  private final ExperimentStore experiments;
  private final Identifiers identifiers;
  private final Clock clock;

  public ExperimentCreator(ExperimentStore experiments, Identifiers identifiers, Clock clock) {
    this.experiments = experiments;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for no or too long a name; ALREADY_EXISTS
   */
  public Experiment create(String displayName, String description) {
    Names.require("experiment.display_name", displayName, Experiment.MAX_NAME_LENGTH);
    Descriptions.require("experiment.description", description);
    return experiments.create(
        new Experiment(
            identifiers.next(),
            displayName,
            description,
            CallScope.namespace(),
            false,
            clock.instant(),
            Instant.EPOCH));
  }

  /** The experiment of runs that name none; made when it is missing, whoever makes it first. */
  public Experiment findOrCreateDefault() {
    return experiments
        .findByName(CallScope.namespace(), Experiment.DEFAULT_NAME)
        .orElseGet(this::createDefault);
  }

  private Experiment createDefault() {
    try {
      return create(Experiment.DEFAULT_NAME, "Runs that name no experiment belong here.");
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.ALREADY_EXISTS) {
        throw exception;
      }
      return experiments
          .findByName(CallScope.namespace(), Experiment.DEFAULT_NAME)
          .orElseThrow(() -> exception);
    }
  }
}
