package io.pitwheel.server.result;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of an ended run that have no row, since a graph around them was skipped or the run
 * ended before them. Why is inherited from around. Nothing is said of the inside of a loop that was
 * never entered: nobody knows how many iterations it would have had.
 */
final class NeverReached {
  private final Run run;
  private final TaskGraph graph;
  private final Map<Place, Task> known = new HashMap<>();
  private final List<ResultRow> rows = new ArrayList<>();

  private NeverReached(Run run, TaskGraph graph, List<Task> tasks) {
    this.run = run;
    this.graph = graph;
    tasks.forEach(task -> known.put(new Place(task.index(), task.reference().iteration()), task));
  }

  private record Place(int index, IterationVector iteration) {}

  static List<ResultRow> of(Run run, TaskGraph graph, List<Task> tasks) {
    var derivation = new NeverReached(run, graph, tasks);
    derivation.walkInside(graph.root(), IterationVector.NONE, derivation.rootReason());
    return derivation.rows;
  }

  /**
   * Goes through the tasks directly inside a graph.
   *
   * @param around why a task in there has no row
   */
  private void walkInside(TaskNode parent, IterationVector iteration, SkipReason around) {
    for (TaskNode child : graph.childrenOf(parent).values()) {
      Task task = known.get(new Place(child.index(), iteration));
      if (task == null) {
        rows.add(ResultRow.neverReached(child.path(), iteration, around));
      }
      if (child.isDag()) {
        walkGraph(child, iteration, task, task == null ? around : reasonInside(task));
      }
    }
  }

  private void walkGraph(
      TaskNode node, IterationVector iteration, @Nullable Task task, SkipReason inside) {
    if (!node.isLoop()) {
      walkInside(node, iteration, inside);
    } else if (task != null) {
      for (int i = 0; i < task.iterationCount(); i++) {
        walkInside(node, iteration.inside(i), inside);
      }
    }
  }

  /** Why tasks inside a graph that has a row have none. */
  private SkipReason reasonInside(Task task) {
    if (task.state() != TaskState.SKIPPED) {
      return reasonOf(task.failure() == null ? run.failure() : task.failure());
    }
    SkipReason reason = task.skipReason();
    return reason == null ? SkipReason.UPSTREAM_SKIPPED : reason.inherited();
  }

  private SkipReason rootReason() {
    return reasonOf(run.failure());
  }

  private static SkipReason reasonOf(@Nullable TaskFailure failure) {
    return failure != null && failure.code() == ErrorCode.CANCELLED
        ? SkipReason.CANCELLED
        : SkipReason.UPSTREAM_FAILED;
  }
}
