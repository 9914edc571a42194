package io.pitwheel.specification;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every task a pipeline can have, numbered. The same specification always gives the same numbers;
 * they stand in rows and in Workflows, so the walk must never change.
 */
public final class TaskGraph {
  /** Components that contain components that contain components… stop here. */
  public static final int MAX_TASKS = 100_000;

  private final PipelineSpecification specification;
  private final List<TaskNode> nodes;
  private final Map<ScopePath, TaskNode> byPath = new HashMap<>();
  private final Map<Integer, Map<String, TaskNode>> childrenByKey = new HashMap<>();

  private TaskGraph(PipelineSpecification specification, List<TaskNode> nodes) {
    this.specification = specification;
    this.nodes = nodes;
    for (TaskNode node : nodes) {
      byPath.put(node.path(), node);
      var children = new java.util.LinkedHashMap<String, TaskNode>();
      node.children()
          .forEach(child -> children.put(nodes.get(child).path().lastKey(), nodes.get(child)));
      childrenByKey.put(node.index(), Collections.unmodifiableMap(children));
    }
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT when there are more than {@link #MAX_TASKS} tasks
   */
  public static TaskGraph of(PipelineSpecification specification) {
    var nodes = new ArrayList<TaskNode>();
    walk(specification, nodes, ScopePath.ROOT, new Placement(-1, 0, null), specification.root());
    return new TaskGraph(specification, Collections.unmodifiableList(nodes));
  }

  private record Placement(
      int parentIndex, int loopDepth, @org.jspecify.annotations.Nullable TaskSpecification task) {}

  private static int walk(
      PipelineSpecification specification,
      List<TaskNode> nodes,
      ScopePath path,
      Placement placement,
      Component component) {
    int index = nodes.size();
    if (index > MAX_TASKS) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "counting the tasks of pipeline %s: more than %d (expected: at most that many)"
              .formatted(specification.name(), MAX_TASKS));
    }
    TaskSpecification task = placement.task();
    nodes.add(null);
    var children = new ArrayList<Integer>();
    if (component instanceof Component.DagComponent dag) {
      boolean isLoop = task != null && task.iterator() != null;
      int innerDepth = placement.loopDepth() + (isLoop ? 1 : 0);
      for (TaskSpecification inner : dag.tasks().values()) {
        children.add(
            walk(
                specification,
                nodes,
                path.child(inner.key()),
                new Placement(index, innerDepth, inner),
                specification.componentOf(inner)));
      }
    }
    nodes.set(
        index,
        new TaskNode(
            index,
            placement.parentIndex(),
            path,
            task,
            component,
            placement.loopDepth(),
            children));
    return index;
  }

  public PipelineSpecification specification() {
    return specification;
  }

  public TaskNode root() {
    return nodes.get(0);
  }

  /** All nodes by index, the root first. */
  public List<TaskNode> nodes() {
    return nodes;
  }

  public TaskNode node(int index) {
    return nodes.get(index);
  }

  public TaskNode parentOf(TaskNode node) {
    return nodes.get(node.parentIndex());
  }

  /** The tasks directly inside, by key in byte order. */
  public Map<String, TaskNode> childrenOf(TaskNode node) {
    return childrenByKey.getOrDefault(node.index(), Map.of());
  }

  public Optional<TaskNode> find(ScopePath path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The graphs around a task, which is not the root: from the outermost on, without the root. */
  public List<TaskNode> graphsAround(TaskNode node) {
    var graphs = new ArrayList<TaskNode>();
    TaskNode around = parentOf(node);
    while (!around.isRoot()) {
      graphs.addFirst(around);
      around = parentOf(around);
    }
    return graphs;
  }

  /** A task's retry policy: its own, else that of the nearest graph around it that has one. */
  public RetryPolicy retryPolicyOf(TaskNode node) {
    TaskNode current = node;
    while (!current.isRoot()) {
      RetryPolicy policy = current.requireTask().retryPolicy();
      if (policy.maxRetries() > 0) {
        return policy;
      }
      current = parentOf(current);
    }
    return RetryPolicy.NONE;
  }
}
