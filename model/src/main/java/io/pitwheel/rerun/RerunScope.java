package io.pitwheel.rerun;

import io.pitwheel.failure.NearestNames;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskPlace;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks must run again because of where a run starts again: the task itself, what is inside
 * it, and whatever waits for it or for a graph around it, directly or not. An iteration of a loop
 * does not touch the other iterations, but what comes after the loop.
 */
public final class RerunScope {
  private final TaskPlace point;
  private final Map<ScopePath, Rule> rules = new HashMap<>();

  /**
   * A task that runs again with all that is inside it.
   *
   * @param iteration the first indices of the iterations meant
   */
  private record Rule(IterationVector iteration, String reason) {}

  private RerunScope(TaskPlace point) {
    this.point = point;
  }

  /**
   * @param graph of the new run
   * @throws PipelinesException INVALID_ARGUMENT when it has no such task, naming near ones, or the
   *     task is not inside that many loops
   */
  public static RerunScope of(TaskGraph graph, TaskPlace point) {
    TaskNode node = graph.find(point.path()).orElseThrow(() -> unknown(graph, point));
    int deepest = node.loopDepth() + (node.isLoop() ? 1 : 0);
    if (point.iteration().indices().size() > deepest) {
      throw PipelinesException.invalid(
          "from",
          "finding the task to start again from: %s has %d indices (expected: at most %d, one for each loop around %s)"
              .formatted(
                  point.text(),
                  point.iteration().indices().size(),
                  deepest,
                  point.path().slashed()));
    }
    var scope = new RerunScope(point);
    scope.add(point.path(), point.iteration(), "the run starts again from " + point.text());
    for (TaskNode around = node; !around.isRoot(); around = graph.parentOf(around)) {
      scope.addDependents(graph, around);
    }
    return scope;
  }

  /** Why a task, or one inside a loop's iteration, runs again; empty when it need not. */
  public Optional<String> whyRunsAgain(ScopePath path, IterationVector iteration) {
    for (ScopePath around = path; !around.isRoot(); around = around.parent()) {
      Rule rule = rules.get(around);
      if (rule != null && iteration.beginsWith(rule.iteration())) {
        return Optional.of(rule.reason());
      }
    }
    return Optional.empty();
  }

  private void addDependents(TaskGraph graph, TaskNode again) {
    var siblings = graph.childrenOf(graph.parentOf(again)).values();
    int depth = Math.min(point.iteration().indices().size(), again.loopDepth());
    IterationVector iteration = point.iteration().prefix(depth);
    Set<String> seen = new HashSet<>(Set.of(again.path().lastKey()));
    var waiting = new ArrayDeque<>(List.of(again));
    while (!waiting.isEmpty()) {
      TaskNode producer = waiting.remove();
      for (TaskNode sibling : siblings) {
        if (sibling.requireTask().dependencies().contains(producer.path().lastKey())
            && seen.add(sibling.path().lastKey())) {
          add(
              sibling.path(),
              iteration,
              "%s runs again, and %s depends on it"
                  .formatted(producer.path().slashed(), sibling.path().slashed()));
          waiting.add(sibling);
        }
      }
    }
  }

  private void add(ScopePath path, IterationVector iteration, String reason) {
    rules.put(path, new Rule(iteration, reason));
  }

  private static PipelinesException unknown(TaskGraph graph, TaskPlace point) {
    List<String> known =
        graph.nodes().stream()
            .filter(node -> !node.isRoot())
            .map(node -> node.path().slashed())
            .toList();
    return PipelinesException.invalid(
        "from",
        "finding the task to start again from: the pipeline has no task %s (expected: %s)"
            .formatted(point.path().slashed(), NearestNames.of(point.path().slashed(), known)));
  }
}
