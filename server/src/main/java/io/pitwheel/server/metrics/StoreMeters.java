package io.pitwheel.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pitwheel.event.RunEvent;
import io.pitwheel.run.RunState;
import io.pitwheel.server.healthz.BoundedLook;
import io.pitwheel.store.Stores;
import io.pitwheel.store.figures.StoreFigures;
import io.pitwheel.store.figures.StoreFigures.Waiting;
import io.pitwheel.store.session.PoolFigures;
import io.pitwheel.store.session.Tally;
import io.pitwheel.task.TaskState;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a database holds and is asked. */
final class StoreMeters implements MeterBinder {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final StoreFigures figures;
  private final Tally tally;

  /** Of the whole database, whichever server asks. */
  private final BoundedLook<Waiting> waiting;

  StoreMeters(Stores stores) {
    figures = new StoreFigures(stores.database());
    tally = stores.database().tally();
    waiting =
        new BoundedLook<>(figures::waiting, () -> new Waiting(Map.of(), -1), LONGEST_LOOK, KEPT);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindStates(registry);
    bindQueues(registry);
    figures.pools().keySet().forEach(pool -> bindPool(registry, pool));
    FunctionCounter.builder("pitwheel.leases.lost", tally, count -> count.of(Tally.LOST_LEASE))
        .description("Runs that this server took over because another one's lease had run out")
        .register(registry);
  }

  private void bindStates(MeterRegistry registry) {
    for (RunState state : RunState.values()) {
      FunctionCounter.builder(
              "pitwheel.run.transitions",
              tally,
              count -> count.of(Tally.name(RunEvent.RUN_STATE, state.name())))
          .description("Runs that this server brought into a state")
          .tag("state", state.name())
          .register(registry);
      if (!state.isTerminal()) {
        Gauge.builder("pitwheel.runs", waiting, look -> runs(look.get(), state))
            .description("Runs in a state that is not the last, of the whole database")
            .tag("state", state.name())
            .register(registry);
      }
    }
    for (TaskState state : TaskState.values()) {
      FunctionCounter.builder(
              "pitwheel.task.transitions",
              tally,
              count -> count.of(Tally.name(RunEvent.TASK_STATE, state.name())))
          .description("Tasks that this server brought into a state")
          .tag("state", state.name())
          .register(registry);
    }
  }

  private static double runs(Waiting found, RunState state) {
    return found.submissions() < 0
        ? Double.NaN
        : found.unfinishedRuns().getOrDefault(state.name(), 0L);
  }

  private void bindQueues(MeterRegistry registry) {
    Gauge.builder(
            "pitwheel.submissions.waiting",
            waiting,
            look -> look.get().submissions() < 0 ? Double.NaN : look.get().submissions())
        .description("Runs that wait to be handed to an engine, of the whole database")
        .register(registry);
    Gauge.builder("pitwheel.writes.waiting", figures, StoreFigures::waitingWrites)
        .description("Transactions that wait for their turn to write")
        .register(registry);
  }

  private void bindPool(MeterRegistry registry, String pool) {
    Map<String, ToDoubleFunction<PoolFigures>> uses =
        Map.of("active", PoolFigures::active, "idle", PoolFigures::idle, "max", PoolFigures::max);
    uses.forEach((use, figure) ->
        Gauge.builder(
                "pitwheel.database.connections",
                figures,
                source -> figure.applyAsDouble(source.pool(pool)))
            .description("Connections to the database")
            .tag("pool", pool)
            .tag("use", use)
            .register(registry));
    Gauge.builder("pitwheel.database.waiting", figures, source -> source.pool(pool).waiting())
        .description("Calls that wait for a connection")
        .tag("pool", pool)
        .register(registry);
  }
}
