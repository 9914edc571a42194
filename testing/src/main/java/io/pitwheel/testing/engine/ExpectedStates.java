package io.pitwheel.testing.engine;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a run must come to, worked out by plain recursion over the graph. */
public final class ExpectedStates {
  private final TaskGraph graph;
  private final BiPredicate<TaskNode, IterationVector> succeeds;
  private final Map<String, Outcome> outcomes = new TreeMap<>();

  /** How a task ends, and why it was skipped if it was. */
  public record Outcome(TaskState state, @Nullable SkipReason reason) {
    boolean isFailure() {
      return state == TaskState.FAILED || reason == SkipReason.UPSTREAM_FAILED;
    }

    boolean stops() {
      return reason != null && reason.stopsDependents();
    }
  }

  private ExpectedStates(TaskGraph graph, BiPredicate<TaskNode, IterationVector> succeeds) {
    this.graph = graph;
    this.succeeds = succeeds;
  }

  /** The outcome of every task by {@code path[vector]}, the root under the empty path. */
  public static Map<String, Outcome> of(
      TaskGraph graph, BiPredicate<TaskNode, IterationVector> succeeds) {
    var expected = new ExpectedStates(graph, succeeds);
    Outcome root = fold(expected.inside(graph.root(), IterationVector.NONE).values());
    expected.outcomes.put("[]", root);
    return expected.outcomes;
  }

  private Map<String, Outcome> inside(TaskNode dag, IterationVector vector) {
    var known = new HashMap<String, Outcome>();
    var children = graph.childrenOf(dag);
    while (known.size() < children.size()) {
      for (TaskNode child : children.values()) {
        String key = child.path().lastKey();
        if (!known.containsKey(key)
            && known.keySet().containsAll(child.requireTask().dependencies())) {
          Outcome outcome = outcomeOf(child, vector, known);
          known.put(key, outcome);
          outcomes.put(child.path().slashed() + "[" + vector.text() + "]", outcome);
        }
      }
    }
    return known;
  }

  private Outcome outcomeOf(TaskNode node, IterationVector vector, Map<String, Outcome> known) {
    var upstream = node.requireTask().dependencies().stream().map(known::get).toList();
    if (upstream.stream().anyMatch(Outcome::isFailure)) {
      return new Outcome(TaskState.SKIPPED, SkipReason.UPSTREAM_FAILED);
    }
    if (upstream.stream().anyMatch(Outcome::stops)) {
      return new Outcome(TaskState.SKIPPED, SkipReason.UPSTREAM_SKIPPED);
    }
    if (node.requireTask().condition().equals("false")) {
      return new Outcome(TaskState.SKIPPED, SkipReason.CONDITION_FALSE);
    }
    if (node.requireTask().iterator() instanceof RawItems raw) {
      return loop(node, vector, ((JsonList) JsonReader.read(raw.json())).values().size());
    }
    if (node.isDag()) {
      return fold(inside(node, vector).values());
    }
    return new Outcome(succeeds.test(node, vector) ? TaskState.SUCCEEDED : TaskState.FAILED, null);
  }

  private Outcome loop(TaskNode node, IterationVector vector, int iterations) {
    if (iterations == 0) {
      return new Outcome(TaskState.SKIPPED, SkipReason.NO_ITERATIONS);
    }
    var all = new ArrayList<Outcome>();
    for (int i = 0; i < iterations; i++) {
      all.addAll(inside(node, vector.inside(i)).values());
    }
    return fold(all);
  }

  private static Outcome fold(Collection<Outcome> children) {
    if (children.stream().anyMatch(child -> child.state() == TaskState.FAILED)) {
      return new Outcome(TaskState.FAILED, null);
    }
    boolean nothingRan =
        !children.isEmpty()
            && children.stream().allMatch(child -> child.state() == TaskState.SKIPPED);
    return nothingRan
        ? new Outcome(TaskState.SKIPPED, SkipReason.NOTHING_RAN)
        : new Outcome(TaskState.SUCCEEDED, null);
  }
}
