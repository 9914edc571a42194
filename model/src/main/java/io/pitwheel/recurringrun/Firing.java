package io.pitwheel.recurringrun;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunCreation;
import java.time.Instant;

/**
 * A tick that is about to be settled.
 *
 * @param recurringRun as it was read: when it has changed since, nothing happens
 */
public record Firing(RecurringRun recurringRun, Instant tick) {
  /** What came of it. */
  public enum Outcome {
    /** What was to be written is: of a tick its run, now or before, or why it has none. */
    SETTLED,
    /** As many runs as it may have have not ended: the tick stays due. */
    BUSY,
    /** Somebody else settled the tick, or changed, disabled or deleted the recurring run. */
    OVERTAKEN,
    /** Its experiment is archived, and so it is disabled now. */
    ARCHIVED
  }

  /** The tick with its run. */
  public record Filled(Firing firing, RunCreation run) {}

  /**
   * The tick, when its run cannot be made.
   *
   * @param restsUntil no other tick of the recurring run is settled before
   */
  public record Failed(Firing firing, TaskFailure failure, Instant restsUntil) {}
}
