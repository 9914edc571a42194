package io.pitwheel.specification.reader.check;

import static java.util.Objects.requireNonNull;

import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Refuses a graph in which tasks wait for each other in a ring, and names the ring. */
final class CycleCheck {
  private static final int MAX_NAMED_TASKS = 20;

  private CycleCheck() {}

  /** The graph's dependencies must exist: {@link ReferenceCheck} comes first. */
  static void check(DagComponent graph, DocumentPath path) {
    NavigableSet<String> unordered = withoutOrder(graph);
    if (unordered.isEmpty()) {
      return;
    }
    List<String> ring = ring(graph, unordered);
    List<String> named =
        ring.size() > MAX_NAMED_TASKS ? new ArrayList<>(ring.subList(0, MAX_NAMED_TASKS)) : ring;
    if (named.size() < ring.size()) {
      named.add("…");
    }
    throw Refusal.of(
        path.field("dag").field("tasks").field(ring.get(0)),
        "the cycle " + String.join(" -> ", named),
        "a graph without cycles");
  }

  /** What is left after taking away, again and again, every task that waits for nothing (Kahn). */
  private static NavigableSet<String> withoutOrder(DagComponent graph) {
    Map<String, Integer> waitingFor = new HashMap<>();
    Map<String, List<String>> dependents = new HashMap<>();
    var ready = new ArrayDeque<String>();
    for (TaskSpecification task : graph.tasks().values()) {
      waitingFor.put(task.key(), task.dependencies().size());
      if (task.dependencies().isEmpty()) {
        ready.add(task.key());
      }
      for (String dependency : task.dependencies()) {
        dependents.computeIfAbsent(dependency, key -> new ArrayList<>()).add(task.key());
      }
    }
    var left = new TreeSet<>(graph.tasks().keySet());
    while (!ready.isEmpty()) {
      String done = ready.remove();
      left.remove(done);
      for (String dependent : dependents.getOrDefault(done, List.of())) {
        if (waitingFor.merge(dependent, -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    return left;
  }

  /** Follows dependencies among the tasks left, all of which have one there, until one repeats. */
  private static List<String> ring(DagComponent graph, NavigableSet<String> left) {
    var walked = new ArrayList<String>();
    Map<String, Integer> positions = new HashMap<>();
    String key = left.first();
    while (!positions.containsKey(key)) {
      positions.put(key, walked.size());
      walked.add(key);
      key =
          requireNonNull(graph.tasks().get(key)).dependencies().stream()
              .filter(left::contains)
              .findFirst()
              .orElseThrow();
    }
    // Walked against the arrows; turned round, each task comes before the one that waits for it.
    var ring = new ArrayList<>(walked.subList(positions.get(key), walked.size()));
    ring.add(key);
    Collections.reverse(ring);
    return ring;
  }
}
