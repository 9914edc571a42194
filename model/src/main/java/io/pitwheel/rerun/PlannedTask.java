package io.pitwheel.rerun;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;

/**
 * What would become of one task of a run that repeats another.
 *
 * @param iteration shorter than the number of loops around it where it is not known yet over how
 *     many items a loop goes
 * @param reason for people; empty for a task whose outputs are taken over
 */
public record PlannedTask(
    ScopePath path, IterationVector iteration, Verdict verdict, String reason) {
  /** What happens. */
  public enum Verdict {
    /** Its outputs are taken over. */
    REUSED,
    /** It runs again. */
    AGAIN,
    /**
     * It runs again unless what it gets from a task that runs again is what it got before, or a
     * condition on that skips it.
     */
    OPEN,
    /** It does not run now, whatever it did then. */
    SKIPPED,
    /** It cannot run. */
    REJECTED
  }
}
