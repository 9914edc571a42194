package io.pitwheel.server.result;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One row of the result document.
 *
 * @param reason null unless the task was skipped for one that users are told
 */
record ResultRow(
    ScopePath path,
    IterationVector iteration,
    TaskState state,
    int attempt,
    @Nullable SkipReason reason,
    TaskValues inputs,
    TaskValues outputs,
    @Nullable TaskFailure failure) {
  static final Comparator<ResultRow> ORDER =
      Comparator.comparing((ResultRow row) -> row.path().slashed())
          .thenComparing(ResultRow::iteration);

  static ResultRow of(Task task) {
    SkipReason reason = task.skipReason();
    return new ResultRow(
        task.reference().path(),
        task.reference().iteration(),
        task.state(),
        task.attempt(),
        reason != null && reason.isPublic() ? reason : null,
        task.inputs(),
        task.outputs(),
        placed(task));
  }

  // What ended from outside, such as by a terminated run, does not know where it stood.
  private static @Nullable TaskFailure placed(Task task) {
    TaskFailure failure = task.failure();
    return failure == null || !failure.path().isEmpty()
        ? failure
        : new TaskFailure(
            failure.code(), failure.message(), task.reference().path().documentPath());
  }

  /** A task that has no row of its own since it was never reached. */
  static ResultRow neverReached(ScopePath path, IterationVector iteration, SkipReason reason) {
    return new ResultRow(
        path, iteration, TaskState.SKIPPED, 0, reason, TaskValues.NONE, TaskValues.NONE, null);
  }
}
