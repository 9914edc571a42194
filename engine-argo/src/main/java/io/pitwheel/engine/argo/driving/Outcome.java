package io.pitwheel.engine.argo.driving;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was decided about a task, as far as its Workflow is concerned. Follows from the row. */
sealed interface Outcome {
  /** A pod runs, or ran. */
  record Launched(String taskId) implements Outcome {}

  /** A graph was entered; a loop {@code iterations} times. */
  record Entered(int iterations, boolean isLoop) implements Outcome {}

  /** There is nothing to do. */
  record Settled() implements Outcome {}

  /** It cannot be run. */
  record Rejected(String message) implements Outcome {}

  /**
   * @param row of a task that was decided
   * @param retriedAt when the run was last given another Workflow, which finds what had ended by
   *     then as settled; null when this is its first
   */
  static Outcome of(Task row, TaskNode node, @Nullable Instant retriedAt) {
    Instant endedAt = row.endedAt();
    boolean isKept = retriedAt != null && endedAt != null && !endedAt.isAfter(retriedAt);
    if (isKept) {
      return new Settled();
    }
    boolean wasBegun =
        node.isDag() ? row.counters().expected() > 0 : row.attempt() > 0 && !ClaimTasks.isOne(node);
    if (wasBegun) {
      return node.isDag()
          ? new Entered(row.iterationCount(), node.isLoop())
          : new Launched(row.id());
    }
    TaskFailure failure = row.failure();
    return row.state() == TaskState.FAILED
        ? new Rejected(failure == null ? "the task cannot be run" : failure.message())
        : new Settled();
  }
}
