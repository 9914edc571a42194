package io.pitwheel.driver.rerun;

import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.IterationVector;
import java.util.Optional;

/** An earlier run and no cache. */
record EarlierLookup(EarlierRun run) implements CacheLookup {
  @Override
  public Optional<CachedTask> find(CacheFingerprint fingerprint) {
    return Optional.empty();
  }

  @Override
  public Optional<EarlierOutcome> earlier(ScopePath path, IterationVector iteration) {
    return Optional.of(run.find(path, iteration));
  }
}
