package io.pitwheel.server.rerun;

import io.pitwheel.driver.Caching;
import io.pitwheel.driver.Driver;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.rerun.RerunPlanner;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.Map;

/** Says what a run that repeats another would do, without making it. */
public final class RerunForeteller {
  private static final String WORKSPACE_WARNING =
      "the tasks share a workspace, which starts empty: files that a reused task left there are not"
          + " in it";

  private final RunCreator creator;
  private final EarlierRuns earlierRuns;
  private final TaskGraphSource graphs;
  private final Driver driver;
  private final ObjectStore objects;

  public RerunForeteller(
      RunCreator creator,
      EarlierRuns earlierRuns,
      TaskGraphSource graphs,
      Driver driver,
      ObjectStore objects) {
    this.creator = creator;
    this.earlierRuns = earlierRuns;
    this.graphs = graphs;
    this.driver = driver;
    this.objects = objects;
  }

  /** What would become of the tasks of a run of that pipeline. */
  record Forecast(String pipelineName, List<PlannedTask> tasks, List<String> warnings) {
    int count(Verdict verdict) {
      return (int) tasks.stream().filter(task -> task.verdict() == verdict).count();
    }
  }

  /**
   * Errors as of {@link RunCreator#create}; NOT_FOUND for the earlier run, FAILED_PRECONDITION
   * while it goes on.
   */
  Forecast foretell(RepeatedRequest repeated, RerunSource source) {
    // Nothing of a plan is written, and yet what is large is compared as the run would have it.
    LargeValues large = SpilledObjects.unwritten(objects);
    RunCreation creation = creator.foretell(repeated.message(), repeated.inherited(), large);
    TaskGraph graph = graphs.graphOf(creation.specificationId());
    EarlierRun earlier = earlierRuns.require(source, graph);
    List<PlannedTask> plan =
        RerunPlanner.plan(
            new RerunPlanner.Advisers(driver, large),
            facts(creation, graph),
            graph,
            new TaskValues(creation.parameters(), Map.of()),
            earlier);
    boolean losesFiles =
        graph.specification().hasWorkspace()
            && plan.stream().anyMatch(task -> task.verdict() == Verdict.REUSED);
    return new Forecast(
        creation.pipelineName(), plan, losesFiles ? List.of(WORKSPACE_WARNING) : List.of());
  }

  /** Of a run that is not there yet; the plan asks no cache. */
  private static RunFacts facts(RunCreation creation, TaskGraph graph) {
    return new RunFacts(
        creation.id(),
        creation.displayName(),
        creation.pipelineName() + "-" + creation.id(),
        creation.namespace(),
        creation.pipelineName(),
        creation.pipelineRoot(),
        graph.specification().hasWorkspace(),
        Caching.OFF_FOR_RUN,
        creation.createdAt(),
        creation.scheduledAt());
  }
}
