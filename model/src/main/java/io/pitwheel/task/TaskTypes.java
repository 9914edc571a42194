package io.pitwheel.task;

import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;

/**
 * The type of a task, read from the compiled graph as the wire's own description has it: the group
 * of an if/elif/else is a CONDITION_BRANCH, each branch a CONDITION. (KFP's driver guesses from the
 * task's name and has the two the wrong way round.)
 */
public final class TaskTypes {
  private TaskTypes() {}

  public static TaskType of(TaskGraph graph, TaskNode node) {
    if (node.isRoot()) {
      return TaskType.ROOT;
    }
    return switch (node.component()) {
      case ContainerComponent _ -> TaskType.RUNTIME;
      case ImporterComponent _ -> TaskType.IMPORTER;
      case DagComponent _ -> ofGraph(graph, node);
    };
  }

  private static TaskType ofGraph(TaskGraph graph, TaskNode node) {
    if (node.isLoop()) {
      return TaskType.LOOP;
    }
    if (!node.requireTask().condition().isEmpty()) {
      return TaskType.CONDITION;
    }
    if (isConditionGroup(graph, node)) {
      return TaskType.CONDITION_BRANCH;
    }
    return isGuardedByExitTask(graph, node) ? TaskType.EXIT_HANDLER : TaskType.DAG;
  }

  private static boolean isConditionGroup(TaskGraph graph, TaskNode node) {
    var children = graph.childrenOf(node).values();
    return children.size() > 1
        && node.path().lastKey().startsWith("condition-branches")
        && children.stream().noneMatch(child -> child.requireTask().condition().isEmpty());
  }

  private static boolean isGuardedByExitTask(TaskGraph graph, TaskNode node) {
    String key = node.path().lastKey();
    return key.startsWith("exit-handler")
        && graph.childrenOf(graph.parentOf(node)).values().stream()
            .map(TaskNode::requireTask)
            .anyMatch(task ->
                task.strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED
                    && task.dependencies().contains(key));
  }
}
