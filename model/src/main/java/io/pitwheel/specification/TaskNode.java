package io.pitwheel.specification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of the flattened graph.
 *
 * @param index its number: 0 for the root, then from 1 in a depth-first walk with tasks by key in
 *     byte order
 * @param task null for the root, which no graph contains
 * @param loopDepth how many loops enclose it; its iteration vector has as many indices
 * @param children indices of the tasks directly inside; empty for a leaf
 */
public record TaskNode(
    int index,
    int parentIndex,
    ScopePath path,
    @Nullable TaskSpecification task,
    Component component,
    int loopDepth,
    List<Integer> children) {
  public TaskNode {
    children = List.copyOf(children);
  }

  public boolean isRoot() {
    return task == null;
  }

  public boolean isLoop() {
    return task != null && task.iterator() != null;
  }

  public boolean isDag() {
    return component instanceof Component.DagComponent;
  }

  /** The task as written; not for the root. */
  public TaskSpecification requireTask() {
    if (task == null) {
      throw new IllegalStateException("the root is not a task of any graph");
    }
    return task;
  }

  /** The graph inside; only for a root or DAG task. */
  public Component.DagComponent requireDag() {
    if (component instanceof Component.DagComponent dag) {
      return dag;
    }
    throw new IllegalStateException(path.slashed() + " is not a graph");
  }
}
