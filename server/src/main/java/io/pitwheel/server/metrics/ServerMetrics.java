package io.pitwheel.server.metrics;

import com.linecorp.armeria.server.HttpService;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pitwheel.driver.Driver;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.server.event.EventFeed;
import io.pitwheel.server.limits.ConnectionLimit;
import io.pitwheel.store.Stores;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted about one server. What happens often is counted in plain numbers; what
 * costs a look is looked at when somebody reads.
 */
public final class ServerMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallTimes calls = new CallTimes(registry);
  private final HttpResponses responses = new HttpResponses(registry);
  private final LongAdder cacheHits = new LongAdder();
  private final LongAdder cacheMisses = new LongAdder();
  private final LongAdder spilledBytes = new LongAdder();
  private @Nullable JvmMeters machine;

  /** Kept here: the registry holds what it reads weakly. Null until there is a database. */
  @SuppressWarnings("UnusedVariable") // Holding it is its use.
  private @Nullable StoreMeters store;

  /** Begins to count what a database is asked. */
  public void watch(Stores stores) {
    Timer commits =
        Timer.builder("pitwheel.database.commit.duration")
            .description("Time that the database took to commit")
            .serviceLevelObjectives(Buckets.COMMITS)
            .register(registry);
    stores.database().watchCommits(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
    var meters = new StoreMeters(stores);
    meters.bindTo(registry);
    store = meters;
    counter("pitwheel.cache.hits", "Tasks that took the outputs of an earlier one", cacheHits);
    counter("pitwheel.cache.misses", "Tasks that might have, and found none", cacheMisses);
    FunctionCounter.builder("pitwheel.spilled", spilledBytes, LongAdder::sum)
        .description("Bytes written for values that are too large for rows")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Begins to tell how many follow something. */
  public void watch(EventFeed feed) {
    Gauge.builder("pitwheel.followers", feed, EventFeed::size)
        .description("Streams of events and logs that are open")
        .register(registry);
  }

  /** Begins to tell how many are connected. */
  public void watch(ConnectionLimit connections) {
    Gauge.builder("pitwheel.connections", connections, ConnectionLimit::size)
        .description("Connections that are open")
        .strongReference(true)
        .register(registry);
  }

  /** The same driver, its decisions about the cache counted. */
  public Driver counted(Driver driver) {
    return new CountingDriver(driver, cacheHits, cacheMisses);
  }

  /** The same store, its large values counted. */
  public ObjectStore counted(ObjectStore objects) {
    return new CountingObjectStore(objects, spilledBytes);
  }

  /** Times every call. */
  public ServerInterceptor calls() {
    return calls;
  }

  /** Counts every answer. */
  public HttpResponses responses() {
    return responses;
  }

  /** The door to all of it. */
  public HttpService route() {
    return new MetricsRoute(this);
  }

  /** Everything, as Prometheus reads it. */
  String scrape() {
    synchronized (this) {
      if (machine == null) {
        // Only now: most servers are never asked, and looking costs start-up.
        machine = JvmMeters.bindTo(registry);
      }
    }
    return registry.scrape();
  }

  private void counter(String name, String description, LongAdder count) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  @Override
  public synchronized void close() {
    if (machine != null) {
      machine.close();
    }
    registry.close();
  }
}
