package io.pitwheel.driver;

import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import java.util.Optional;

/**
 * Decides one task whose dependencies have ended. Pure: no clock, no randomness, no input or output
 * but the lookup it is handed. The same object serves every engine.
 */
public interface Driver {
  /** Finds a succeeded task with the fingerprint whose artifacts still exist. */
  @FunctionalInterface
  interface CacheLookup {
    Optional<CachedTask> find(CacheFingerprint fingerprint);
  }

  /**
   * Never throws for what a user wrote: that is {@link TaskDecision.RejectTask}, with the place in
   * the pipeline.
   */
  TaskDecision decide(DrivingContext context, CacheLookup cache);
}
