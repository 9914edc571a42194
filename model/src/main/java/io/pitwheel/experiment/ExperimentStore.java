package io.pitwheel.experiment;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import java.time.Instant;
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

  /**
   * Archives the experiment and all its runs and disables its recurring runs, all or nothing. What
   * is archived already stays as it is.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  void archive(String experimentId);

  /**
   * Makes the experiment available again. Its runs and recurring runs stay as they are.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  void unarchive(String experimentId);

  /**
   * Deletes the experiment; its name is free at once. Its runs stay and go on naming it.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; ABORTED for the experiment of runs
   *     that name none
   */
  void delete(String experimentId, Instant at);
}
