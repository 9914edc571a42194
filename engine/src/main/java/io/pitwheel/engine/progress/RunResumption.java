package io.pitwheel.engine.progress;

import io.pitwheel.driver.IterationItems;
import io.pitwheel.driver.ProducerState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.LargeValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rebuilds what a run was doing from its rows, so that it goes on where it was: ended tasks stay
 * ended, tasks under way are handed back, and what waited becomes ready.
 */
public final class RunResumption {
  private final RunProgress progress;
  private final LargeValues large;
  private final Map<RowKey, Task> rows = new HashMap<>();
  private final Map<String, TreeSet<Integer>> openedIterations = new HashMap<>();
  private final List<Task> interrupted = new ArrayList<>();

  private record RowKey(int index, IterationVector iteration) {}

  private RunResumption(TaskGraph graph, List<Task> tasks, LargeValues large) {
    this.large = large;
    progress = new RunProgress(graph);
    for (Task task : tasks) {
      rows.put(new RowKey(task.index(), task.reference().iteration()), task);
      if (task.parentId() != null && !task.reference().iteration().indices().isEmpty()) {
        openedIterations
            .computeIfAbsent(task.parentId(), _ -> new TreeSet<>())
            .add(task.reference().iteration().last());
      }
    }
  }

  /**
   * A run as its rows have it.
   *
   * @param interrupted leaf tasks whose attempt was under way: their commands may still be running
   */
  public record ResumedRun(RunProgress progress, List<Task> interrupted) {}

  /**
   * @param tasks every row of the run, the root's among them
   * @param large brings the items of loops that were spilled
   */
  public static ResumedRun resume(TaskGraph graph, List<Task> tasks, LargeValues large) {
    var resumption = new RunResumption(graph, tasks, large);
    Task root = resumption.rowOf(graph.root(), IterationVector.NONE);
    resumption.restore(
        resumption.progress.reopenGraph(
            graph.root(), root.id(), IterationVector.NONE, root.inputs()));
    return new ResumedRun(resumption.progress, List.copyOf(resumption.interrupted));
  }

  private void restore(GraphScope scope) {
    for (TaskProgress task : scope.tasks()) {
      Task row = rows.get(new RowKey(task.node().index(), scope.iteration()));
      if (row != null && row.state() == TaskState.UNSPECIFIED) {
        task.decideAgain(row);
      } else if (row != null) {
        restore(task, row);
      }
    }
    for (TaskProgress task : scope.tasks()) {
      Task row = rows.get(new RowKey(task.node().index(), scope.iteration()));
      if (task.isReady() && (row == null || row.state() == TaskState.UNSPECIFIED)) {
        progress.enqueue(task);
      }
    }
  }

  private void restore(TaskProgress task, Task row) {
    if (row.state().isTerminal()) {
      progress.restoreEnded(task, producerStateOf(row));
      return;
    }
    progress.started(row.id(), task);
    if (task.node().isLoop()) {
      restoreLoop(task, row);
    } else if (task.node().isDag()) {
      restore(
          progress.reopenGraph(task.node(), row.id(), row.reference().iteration(), row.inputs()));
    } else {
      interrupted.add(row);
    }
  }

  private void restoreLoop(TaskProgress task, Task row) {
    LoopProgress loop = loopOf(task.node(), row, large);
    for (int index : openedIterations.getOrDefault(row.id(), new TreeSet<>())) {
      GraphScope scope = progress.reopenIteration(loop, index);
      restore(scope);
      if (scope.isComplete()) {
        loop.iterationEnded();
      }
    }
    progress.openLoop(loop);
  }

  /** The loop a row tells of: its items stand among the inputs, as a list under the item's name. */
  public static LoopProgress loopOf(TaskNode node, Task row, LargeValues large) {
    TaskIterator iterator = node.requireTask().iterator();
    String itemInput = iterator == null ? "" : iterator.itemInput();
    return new LoopProgress(
        node,
        row.id(),
        row.reference().iteration(),
        row.inputs(),
        IterationItems.recorded(row.inputs(), itemInput, large));
  }

  /** What other tasks may know of a row. */
  public static ProducerState producerStateOf(Task row) {
    return new ProducerState(row.id(), row.state(), row.skipReason(), row.outputs(), row.failure());
  }

  private Task rowOf(TaskNode node, IterationVector iteration) {
    Task row = rows.get(new RowKey(node.index(), iteration));
    if (row == null) {
      throw new IllegalStateException("the run has no row of " + node.path().dotted());
    }
    return row;
  }
}
