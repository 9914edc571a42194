package io.pitwheel.store.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a task that somebody else's driver decided. What it is, and how many tasks a graph has
 * inside, is read from the graph.
 */
final class ReportedRow {
  private static final int MAX_ITERATIONS = 1_000_000;

  private final TaskGraph graph;
  private final TaskNode node;
  private final TaskCreation creation;
  private final TaskValues outputs;

  /**
   * @param outputs of a task that ends with its beginning
   */
  ReportedRow(TaskGraph graph, TaskNode node, TaskCreation creation, TaskValues outputs) {
    this.graph = graph;
    this.node = node;
    this.creation = creation;
    this.outputs = outputs;
  }

  Task row(String id, TaskReference reference, String parentId, int attempt) {
    TaskReport report = creation.report();
    TaskState state = state(report.state());
    boolean isUnderWay = state == TaskState.RUNNING;
    int iterations = node.isLoop() ? iterations(isUnderWay) : 0;
    return new Task(
        id,
        reference,
        node.index(),
        report.displayName().isEmpty() ? node.requireTask().displayName() : report.displayName(),
        TaskTypes.of(graph, node),
        state,
        state == TaskState.SKIPPED ? reason(iterations) : null,
        parentId,
        isUnderWay && !node.isDag() ? attempt : 0,
        iterations,
        TaskCounters.expecting(isUnderWay ? expected(iterations) : 0),
        TaskValues.NONE,
        state.hasOutputs() ? outputs : TaskValues.NONE,
        state == TaskState.FAILED ? failure(report) : null,
        "",
        List.of(),
        "",
        creation.beginning(),
        state.isTerminal() ? report.end() : null);
  }

  /** A graph ends with the tasks inside it, whatever is said; it may be skipped, or refused. */
  private TaskState state(TaskState told) {
    boolean isTold = told != TaskState.UNSPECIFIED && !(node.isDag() && told.hasOutputs());
    return isTold ? told : TaskState.RUNNING;
  }

  private int iterations(boolean isUnderWay) {
    Integer told = creation.report().iterationCount();
    if (told == null && !isUnderWay) {
      return 0;
    }
    if (told == null || told < 0 || told > MAX_ITERATIONS) {
      throw PipelinesException.invalid(
          "task.type_attributes.iteration_count",
          "creating task %s, a loop: %s iterations (expected: 0 to %d)"
              .formatted(
                  node.path().slashed(),
                  told == null ? "not told how many" : told,
                  MAX_ITERATIONS));
    }
    return told;
  }

  private int expected(int iterations) {
    int inside = node.children().size();
    long expected = node.isLoop() ? (long) iterations * inside : inside;
    if (expected > Integer.MAX_VALUE) {
      throw PipelinesException.invalid(
          "task.type_attributes.iteration_count",
          "creating task %s: %d tasks inside it (expected: at most %d)"
              .formatted(node.path().slashed(), expected, Integer.MAX_VALUE));
    }
    return (int) expected;
  }

  private SkipReason reason(int iterations) {
    if (!node.requireTask().condition().isEmpty()) {
      return SkipReason.CONDITION_FALSE;
    }
    boolean isEmptyLoop = node.isLoop() && iterations == 0;
    return isEmptyLoop ? SkipReason.NO_ITERATIONS : SkipReason.UPSTREAM_SKIPPED;
  }

  static TaskFailure failure(TaskReport report) {
    @Nullable String message = report.message();
    return new TaskFailure(
        ErrorCode.UNKNOWN,
        message == null || message.isEmpty() ? "it failed; no reason was told" : message,
        "");
  }
}
