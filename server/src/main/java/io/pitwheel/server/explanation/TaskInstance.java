package io.pitwheel.server.explanation;

import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * One iteration of a task.
 *
 * @param iteration shorter than the number of loops around it where one of them was never entered
 * @param row null when it was never reached
 * @param around the innermost graph around it that has a row; null for the root
 */
record TaskInstance(IterationVector iteration, @Nullable Task row, @Nullable Task around) {
  /**
   * @param asked the first indices; those of an iteration that was never entered may be more
   */
  boolean isAt(IterationVector asked) {
    return iteration.beginsWith(asked) || (row == null && asked.beginsWith(iteration));
  }
}
