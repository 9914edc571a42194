package io.pitwheel.server.metrics;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import java.util.concurrent.atomic.LongAdder;

/** A driver whose decisions about the cache are counted. */
final class CountingDriver implements Driver {
  private final Driver driver;
  private final LongAdder hits;
  private final LongAdder misses;

  CountingDriver(Driver driver, LongAdder hits, LongAdder misses) {
    this.driver = driver;
    this.hits = hits;
    this.misses = misses;
  }

  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    TaskDecision decision = driver.decide(context, cache);
    if (decision instanceof ReuseCachedOutputs) {
      hits.increment();
    } else if (decision instanceof LaunchTask launch && launch.fingerprint() != null) {
      misses.increment();
    }
    return decision;
  }
}
