package io.pitwheel.engine.progress;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass through one graph: the root, a DAG task, or one iteration of a loop. */
public final class GraphScope {
  private final TaskNode graphNode;
  private final String rowId;
  private final IterationVector iteration;
  private final TaskValues inputs;
  private final @Nullable LoopProgress loop;
  private final Map<String, TaskProgress> tasks = new LinkedHashMap<>();
  private final Map<String, List<TaskProgress>> dependents = new LinkedHashMap<>();
  private int endedTasks;

  /**
   * @param loop null unless this is an iteration
   */
  GraphScope(TaskGraph graph, ScopeRow row, TaskValues inputs, @Nullable LoopProgress loop) {
    this.graphNode = row.node();
    this.rowId = row.rowId();
    this.iteration = row.iteration();
    this.inputs = inputs;
    this.loop = loop;
    for (TaskNode child : graph.childrenOf(graphNode).values()) {
      var task = new TaskProgress(this, child);
      tasks.put(task.key(), task);
      for (String dependency : child.requireTask().dependencies()) {
        dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(task);
      }
    }
  }

  public TaskNode graphNode() {
    return graphNode;
  }

  public String rowId() {
    return rowId;
  }

  public IterationVector iteration() {
    return iteration;
  }

  public TaskValues inputs() {
    return inputs;
  }

  @Nullable LoopProgress loop() {
    return loop;
  }

  Iterable<TaskProgress> tasks() {
    return tasks.values();
  }

  TaskProgress task(String key) {
    TaskProgress task = tasks.get(key);
    if (task == null) {
      throw new IllegalStateException("no task " + key + " in " + graphNode.path().slashed());
    }
    return task;
  }

  List<TaskProgress> dependentsOf(TaskProgress task) {
    return dependents.getOrDefault(task.key(), List.of());
  }

  void taskEnded() {
    endedTasks++;
  }

  boolean isComplete() {
    return endedTasks == tasks.size();
  }
}
