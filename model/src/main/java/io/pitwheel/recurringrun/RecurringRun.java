package io.pitwheel.recurringrun;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule and the run it makes at each tick.
 *
 * @param limits how much it may do
 * @param createdAt ticks are counted from here unless the trigger has a start
 * @param updatedAt when its mode was last set
 */
public record RecurringRun(
    String id,
    String namespace,
    RunTemplate template,
    Trigger trigger,
    Limits limits,
    boolean isEnabled,
    Progress progress,
    Instant createdAt,
    Instant updatedAt) {
  /** Most runs at once that a recurring run may ask for. */
  public static final int MAX_CONCURRENCY = 10;

  /**
   * How much it may do.
   *
   * @param maxConcurrency runs at once that have not ended, 1 to {@value #MAX_CONCURRENCY}; while
   *     there are so many its ticks wait
   * @param catchesUp whether every missed tick makes a run; else only the last of them
   */
  public record Limits(int maxConcurrency, boolean catchesUp) {
    public Limits {
      if (maxConcurrency < 1 || maxConcurrency > MAX_CONCURRENCY) {
        throw new IllegalArgumentException(
            "max_concurrency: %d (expected: 1 to %d)".formatted(maxConcurrency, MAX_CONCURRENCY));
      }
    }
  }

  /**
   * How far it is.
   *
   * @param firedCount runs it made
   * @param lastTick the last one settled, whether its run could be made or not; null for none
   * @param dueAt when to look at it next; null for never
   * @param failure why the last tick made no run; null when it did
   * @param revision counts every change of the row
   */
  public record Progress(
      long firedCount,
      @Nullable Instant lastTick,
      @Nullable Instant dueAt,
      @Nullable TaskFailure failure,
      long revision) {}

  /** The same with ticks by the clocks of a zone. */
  public RecurringRun in(ZoneId zone) {
    return new RecurringRun(
        id,
        namespace,
        template,
        trigger.in(zone),
        limits,
        isEnabled,
        progress,
        createdAt,
        updatedAt);
  }

  /** The tick to settle now; empty when none is due. */
  public Optional<Instant> dueTick(Instant now) {
    return schedule().due(progress.lastTick(), limits.catchesUp(), now);
  }

  /** The tick that follows the last one, due or not; empty when that was the last. */
  public Optional<Instant> nextTick() {
    return schedule().next(progress.lastTick());
  }

  /** The tick after another one; empty when that was the last. */
  public Optional<Instant> tickAfter(Instant tick) {
    return schedule().next(tick);
  }

  /** Counts its runs from 1. */
  public long nextIndex() {
    return progress.firedCount() + 1;
  }

  private Schedule schedule() {
    return new Schedule(trigger, createdAt);
  }
}
