package io.pitwheel.engine.local;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.task.Task;

/**
 * An attempt that is under way or waits for its turn.
 *
 * @param row of the task as it was decided or taken up
 * @param number from 1
 * @param retriesUsed how many attempts before this one the retry policy has paid for
 */
record PendingAttempt(Task row, int number, int retriesUsed, LaunchTask launch) {
  String taskId() {
    return row.id();
  }

  /** The attempt after one that failed by itself. */
  PendingAttempt retry() {
    return new PendingAttempt(row, number + 1, retriesUsed + 1, launch);
  }
}
