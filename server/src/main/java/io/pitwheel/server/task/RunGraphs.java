package io.pitwheel.server.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunStore;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;

/** The graphs of runs that are there. */
public final class RunGraphs {
  private final RunStore runs;
  private final TaskGraphSource graphs;

  public RunGraphs(RunStore runs, TaskGraphSource graphs) {
    this.runs = runs;
    this.graphs = graphs;
  }

  /**
   * The graph of a run.
   *
   * @throws PipelinesException NOT_FOUND
   */
  public TaskGraph require(String runId) {
    return of(run(runId));
  }

  /** The graph of a run that was found. */
  TaskGraph of(RunCreation run) {
    return graphs.graphOf(run.specificationId());
  }

  /**
   * A run, as it was made.
   *
   * @throws PipelinesException NOT_FOUND, also while it is being deleted
   */
  public RunCreation run(String runId) {
    return runs.findCreation(runId).orElseThrow(() -> missing(runId));
  }

  /**
   * A run, as it is now.
   *
   * @throws PipelinesException NOT_FOUND, also while it is being deleted
   */
  public Run current(String runId) {
    return runs.find(runId).filter(run -> !run.isBeingDeleted()).orElseThrow(() -> missing(runId));
  }

  private static PipelinesException missing(String runId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding run %s: there is none".formatted(runId));
  }
}
