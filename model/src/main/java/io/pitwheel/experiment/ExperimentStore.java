package io.pitwheel.experiment;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import java.util.Optional;

/** Keeps experiments. Every method is one transaction. Errors as in TaskStore. */
public interface ExperimentStore {
  /**
   * @throws io.pitwheel.failure.PipelinesException ALREADY_EXISTS when the namespace has one of
   *     that display name
   */
  Experiment create(Experiment experiment);

  Optional<Experiment> find(String experimentId);

  Optional<Experiment> findByName(String namespace, String displayName);

  Page<Experiment> list(String namespace, PageRequest page);
}
