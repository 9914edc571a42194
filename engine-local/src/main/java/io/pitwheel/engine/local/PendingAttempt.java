package io.pitwheel.engine.local;

import io.pitwheel.driver.TaskDecision.LaunchTask;

/**
 * An attempt that is under way or waits for its turn.
 *
 * @param number from 1
 * @param retriesUsed how many attempts before this one the retry policy has paid for
 */
record PendingAttempt(String taskId, int number, int retriesUsed, LaunchTask launch) {
  /** The attempt after one that failed by itself. */
  PendingAttempt retry() {
    return new PendingAttempt(taskId, number + 1, retriesUsed + 1, launch);
  }
}
