package io.pitwheel.driver;

import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.TaskValues;

/** What the run that a run repeats has at a place. */
public sealed interface EarlierOutcome {
  /**
   * Outputs that are still there, of a task that succeeded.
   *
   * @param node the task as it was defined then
   * @param inputs as they were resolved then
   */
  record Reusable(CachedTask source, TaskNode node, TaskValues inputs) implements EarlierOutcome {}

  /**
   * Nothing that may be used.
   *
   * @param reason for people
   * @param isAskedFor whether the user wants the task to run: then no cache may answer for it
   */
  record RunAgain(String reason, boolean isAskedFor) implements EarlierOutcome {
    /** How the decision about such a task begins; the reason follows. */
    public static final String TOLD_AS = "runs again: ";
  }
}
