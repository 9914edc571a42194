package io.pitwheel.engine.argo.compiler;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which graphs need no template: their tasks stand among those around them, which saves Argo a node
 * for each run of the graph. Whatever waits for the graph then waits for its last tasks.
 */
final class Flattening {
  /**
   * Names that waiting may cost more than with a template: about as many as a template has
   * characters for.
   */
  private static final int MAX_NAMES = 16;

  private final TaskGraph graph;

  Flattening(TaskGraph graph) {
    this.graph = graph;
  }

  /** Whether the tasks of this graph stand among those around it. */
  boolean isFlattened(TaskNode node) {
    if (node.isLoop() || !node.isDag() || node.children().isEmpty()) {
      return false;
    }
    Collection<TaskNode> inside = graph.childrenOf(node).values();
    long firsts =
        inside.stream().filter(child -> child.requireTask().dependencies().isEmpty()).count();
    TaskSpecification task = node.requireTask();
    long followers =
        graph.childrenOf(graph.parentOf(node)).values().stream()
            .filter(other -> other.requireTask().dependencies().contains(task.key()))
            .count();
    return firsts * task.dependencies().size() + lastOf(node).size() * followers <= MAX_NAMES;
  }

  /** Names of the tasks of Argo's whose ends are the end of this one. */
  List<String> endsOf(TaskNode node) {
    return isFlattened(node)
        ? lastOf(node).stream().flatMap(last -> endsOf(last).stream()).toList()
        : List.of(Order.nameOf(node));
  }

  /** The tasks of a graph for which no other task of it waits. */
  private List<TaskNode> lastOf(TaskNode node) {
    Collection<TaskNode> inside = graph.childrenOf(node).values();
    var waitedFor = new TreeSet<String>();
    inside.forEach(child -> waitedFor.addAll(child.requireTask().dependencies()));
    return inside.stream().filter(child -> !waitedFor.contains(child.requireTask().key())).toList();
  }
}
