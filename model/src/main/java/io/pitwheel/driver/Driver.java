package io.pitwheel.driver;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides one task whose dependencies have ended. Pure: no clock, no randomness, no input or output
 * but the lookup it is handed. The same object serves every engine.
 */
public interface Driver {
  /** Finds a succeeded task with the fingerprint whose artifacts still exist. */
  @FunctionalInterface
  interface CacheLookup {
    Optional<CachedTask> find(CacheFingerprint fingerprint);

    /**
     * Finds a task that was taken over from another system, of the same pipeline; asked when {@link
     * #find} has nothing.
     *
     * @param fingerprint as that system computed it; called only when there are such tasks
     */
    default Optional<CachedTask> findMigrated(Supplier<CacheFingerprint> fingerprint) {
      return Optional.empty();
    }

    /** Entries that {@link #find} passed over for the last fingerprint, and why, for people. */
    default List<String> passedOver() {
      return List.of();
    }

    /**
     * The newest succeeded task at the same place of the same pipeline that had a fingerprint, from
     * before this run came there; of the same iteration if there is one.
     */
    default Optional<EarlierTask> nearest(ScopePath path, IterationVector iteration) {
      return Optional.empty();
    }

    /**
     * What the run that this one repeats has at a place.
     *
     * @return empty when this run repeats no other
     */
    default Optional<EarlierOutcome> earlier(ScopePath path, IterationVector iteration) {
      return Optional.empty();
    }
  }

  /**
   * Never throws for what a user wrote: that is {@link TaskDecision.RejectTask}, with the place in
   * the pipeline.
   */
  TaskDecision decide(DrivingContext context, CacheLookup cache);
}
