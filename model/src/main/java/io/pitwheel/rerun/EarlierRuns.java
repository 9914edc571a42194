package io.pitwheel.rerun;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunStore;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskStore;
import java.util.List;

/** Finds the runs that others repeat. Errors of every method also as of the stores. */
public record EarlierRuns(
    RunStore runs, TaskStore tasks, TaskGraphSource graphs, ObjectStore objects) {
  /** As {@link #require}, reading the tasks of the earlier run only where an iteration is named. */
  public void check(RerunSource source, TaskGraph graph) {
    Run run = requireEnded(source.runId());
    scopeOf(source, graph);
    TaskPlace place = placeOf(source);
    if (!place.iteration().indices().isEmpty()) {
      new EarlierIterations(run.id(), tasks.list(run.id())).require(place);
    }
  }

  /**
   * For a run that is about to be created.
   *
   * @param graph of the new run
   * @throws PipelinesException NOT_FOUND for the earlier run; FAILED_PRECONDITION while it goes on;
   *     INVALID_ARGUMENT for a task that the new run will not have, or an iteration that the
   *     earlier run did not have
   */
  public EarlierRun require(RerunSource source, TaskGraph graph) {
    Run run = requireEnded(source.runId());
    RerunScope scope = scopeOf(source, graph);
    List<Task> rows = tasks.list(run.id());
    new EarlierIterations(run.id(), rows).require(placeOf(source));
    return load(run, scope, rows);
  }

  /**
   * @throws PipelinesException NOT_FOUND; FAILED_PRECONDITION while it goes on
   */
  public Run requireEnded(String runId) {
    Run run =
        runs.find(runId)
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND,
                    "repeating run %s: there is none (expected: the id of a run that has ended)"
                        .formatted(runId)));
    if (!run.state().isTerminal()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "repeating run %s: it is %s (expected: a run that has ended)"
              .formatted(run.id(), run.state()));
    }
    return run;
  }

  /**
   * For a run that was created: the earlier one may be gone since, or go on again. Then what is not
   * there is made again.
   *
   * @param graph of the new run
   */
  public EarlierRun find(RerunSource source, TaskGraph graph) {
    RerunScope scope = scopeOf(source, graph);
    return runs.find(source.runId())
        .map(run -> load(run, scope, tasks.list(run.id())))
        .orElseGet(() ->
            new EarlierRun(
                source.runId(), graph, List.of(), scope, new OutputPresence(objects::exists)));
  }

  private EarlierRun load(Run run, RerunScope scope, List<Task> rows) {
    return new EarlierRun(
        run.id(),
        graphs.graphOf(run.creation().specificationId()),
        rows,
        scope,
        new OutputPresence(objects::exists));
  }

  private static RerunScope scopeOf(RerunSource source, TaskGraph graph) {
    return RerunScope.of(graph, placeOf(source));
  }

  private static TaskPlace placeOf(RerunSource source) {
    return TaskPlace.parse("from", source.from());
  }
}
