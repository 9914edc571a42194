package io.pitwheel.store.sqlite;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import io.pitwheel.run.RunQuery;
import io.pitwheel.store.Stores;
import io.pitwheel.testing.store.BacklogFirer;
import io.pitwheel.testing.store.RecurringRunStoreContract;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.ScheduleFixture;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRecurringRunStoreTest extends RecurringRunStoreContract {
  private static final int TICKS = 60;

  @TempDir Path shared;

  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }

  @Test
  void firesOnceAlthoughTwoServersHaveTheSameDatabase() throws Exception {
    try (Stores one = openShared();
        Stores other = openShared()) {
      StorePorts ports = SqlitePorts.of(one);
      RunFixture.prepare(ports);
      RecurringRun recurringRun =
          ScheduleFixture.of(
              "one",
              new Periodic(Duration.ofSeconds(1), Window.ALWAYS),
              new Source.Inline(RunFixture.SPECIFICATION_ID),
              new Limits(10, true));
      ports.recurringRuns().create(recurringRun);
      Instant now = RunFixture.START.plusSeconds(TICKS);
      List<Callable<Integer>> servers =
          List.of(
              () -> BacklogFirer.settleAll(ports, now),
              () -> BacklogFirer.settleAll(SqlitePorts.of(other), now));

      int settled = 0;
      try (var executor = Executors.newFixedThreadPool(2)) {
        for (var future : executor.invokeAll(servers)) {
          settled += future.get();
        }
      }

      assertThat(settled).isEqualTo(TICKS);
      var page = new PageRequest(PageRequest.MAX_SIZE, null, "scheduled_at", false, RowFilter.NONE);
      assertThat(ports.runs().list(new RunQuery(RunFixture.NAMESPACE, null, page)).rows())
          .extracting(run -> run.creation().scheduledAt())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, TICKS).mapToObj(RunFixture.START::plusSeconds).toList());
    }
  }

  @Test
  void disablesAScheduleWhoseExperimentWasArchivedMeanwhile() {
    try (Stores stores = openShared()) {
      StorePorts ports = SqlitePorts.of(stores);
      RunFixture.prepare(ports);
      RecurringRun recurringRun = ports.recurringRuns().create(ScheduleFixture.everyMinute("one"));
      stores
          .database()
          .write(session ->
              session.sql().update(EXPERIMENTS).set(EXPERIMENTS.IS_ARCHIVED, true).execute());
      Instant now = RunFixture.START.plusSeconds(60);

      assertThat(ports.recurringRuns().fire(ScheduleFixture.filled(recurringRun, now)))
          .isEqualTo(Outcome.ARCHIVED);

      assertThat(ports.recurringRuns().find("one").orElseThrow().isEnabled()).isFalse();
      assertThat(ports.runs().listUnfinished()).isEmpty();
    }
  }

  private Stores openShared() {
    return SqliteStores.open(shared, Identifiers.random(), Clock.systemUTC());
  }
}
