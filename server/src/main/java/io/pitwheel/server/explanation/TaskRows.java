package io.pitwheel.server.explanation;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a run by their places in its graph. */
final class TaskRows {
  private final TaskGraph graph;
  private final Map<Place, Task> rows = new HashMap<>();

  private record Place(int index, IterationVector iteration) {}

  TaskRows(TaskGraph graph, List<Task> tasks) {
    this.graph = graph;
    tasks.forEach(task -> rows.put(new Place(task.index(), task.reference().iteration()), task));
  }

  /** Every iteration that the task had, or would have had. */
  List<TaskInstance> instancesOf(TaskNode node) {
    Deque<TaskNode> way = new ArrayDeque<>();
    for (TaskNode step = node; !step.isRoot(); step = graph.parentOf(step)) {
      way.addFirst(step);
    }
    List<TaskInstance> found = List.of(instance(graph.root(), IterationVector.NONE, null));
    TaskNode around = graph.root();
    for (TaskNode step : way) {
      var inside = new ArrayList<TaskInstance>();
      for (TaskInstance outer : found) {
        addInside(inside, outer, around, step);
      }
      found = inside;
      around = step;
    }
    return found;
  }

  private void addInside(
      List<TaskInstance> found, TaskInstance outer, TaskNode around, TaskNode node) {
    Task row = outer.row();
    Task nearest = row == null ? outer.around() : row;
    int count = around.isLoop() && row != null ? row.iterationCount() : 0;
    for (int index = 0; index < count; index++) {
      found.add(instance(node, outer.iteration().inside(index), nearest));
    }
    if (count == 0) {
      found.add(instance(node, outer.iteration(), nearest));
    }
  }

  private TaskInstance instance(TaskNode node, IterationVector iteration, @Nullable Task around) {
    return new TaskInstance(iteration, rows.get(new Place(node.index(), iteration)), around);
  }

  /** Which of the tasks it depends on kept a task from running; empty when none did. */
  String whatStopped(Task task) {
    SkipReason reason = task.skipReason();
    if (reason != SkipReason.UPSTREAM_SKIPPED && reason != SkipReason.UPSTREAM_FAILED) {
      return "";
    }
    TaskNode node = graph.node(task.index());
    Map<String, TaskNode> siblings = graph.childrenOf(graph.parentOf(node));
    return node.requireTask().dependencies().stream()
        .map(siblings::get)
        .map(sibling -> rows.get(new Place(sibling.index(), task.reference().iteration())))
        .filter(producer -> producer != null && !producer.state().hasOutputs())
        .map(TaskRows::howItEnded)
        .collect(Collectors.joining("; "));
  }

  private static String howItEnded(Task producer) {
    SkipReason skipped = producer.skipReason();
    return "%s, on which it depends, %s"
        .formatted(
            label(producer),
            skipped == null
                ? producer.state() == TaskState.FAILED ? "failed" : "did not end"
                : "was skipped (%s)".formatted(skipped.name()));
  }

  /** As tables print it. */
  static String label(Task task) {
    String path = task.reference().path().isRoot() ? "the run" : task.reference().path().slashed();
    IterationVector iteration = task.reference().iteration();
    return iteration.indices().isEmpty() ? path : "%s[%s]".formatted(path, iteration.text());
  }
}
