package io.pitwheel.rerun;

import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.driver.EarlierOutcome.Reusable;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks of a run that another run repeats, and which of them may stand for the new ones. */
public final class EarlierRun {
  private final String runId;
  private final TaskGraph graph;
  private final RerunScope scope;
  private final OutputPresence presence;
  private final Map<Place, Task> tasks = new HashMap<>();

  private record Place(ScopePath path, IterationVector iteration) {}

  /**
   * @param graph of the earlier run
   * @param tasks every row of the earlier run
   * @param scope of the new run
   */
  public EarlierRun(
      String runId, TaskGraph graph, List<Task> tasks, RerunScope scope, OutputPresence presence) {
    this.runId = runId;
    this.graph = graph;
    this.scope = scope;
    this.presence = presence;
    tasks.forEach(task ->
        this.tasks.put(new Place(task.reference().path(), task.reference().iteration()), task));
  }

  public String runId() {
    return runId;
  }

  /** The row at a place, whatever became of it. */
  public Optional<Task> task(ScopePath path, IterationVector iteration) {
    return Optional.ofNullable(tasks.get(new Place(path, iteration)));
  }

  /** The graph of the earlier run. */
  public TaskGraph graph() {
    return graph;
  }

  /** What there is for a task that runs a command or imports an artifact. */
  public EarlierOutcome find(ScopePath path, IterationVector iteration) {
    Optional<String> askedFor = scope.whyRunsAgain(path, iteration);
    if (askedFor.isPresent()) {
      return new RunAgain(askedFor.get(), true);
    }
    return task(path, iteration)
        .map(this::outcomeOf)
        .orElseGet(() -> new RunAgain("run %s has no such task".formatted(runId), false));
  }

  private EarlierOutcome outcomeOf(Task task) {
    if (!task.state().hasOutputs()) {
      return new RunAgain("%s in run %s".formatted(stateText(task), runId), false);
    }
    Optional<String> lost = presence.findLost(task.outputs());
    if (lost.isPresent()) {
      return new RunAgain("of what it made in run %s, %s".formatted(runId, lost.get()), false);
    }
    return new Reusable(
        new CachedTask(runId, task.id(), task.outputs()), graph.node(task.index()), task.inputs());
  }

  private static String stateText(Task task) {
    SkipReason reason = task.skipReason();
    return switch (task.state()) {
      case SKIPPED -> "it was skipped" + (reason == null ? "" : " (" + reason.name() + ")");
      case FAILED -> "it failed";
      case UNSPECIFIED, RUNNING, SUCCEEDED, CACHED -> "it did not end";
    };
  }
}
