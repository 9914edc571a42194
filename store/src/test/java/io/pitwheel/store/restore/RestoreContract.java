package io.pitwheel.store.restore;

import static io.pitwheel.store.schema.Tables.EVENTS;
import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.RunState;
import io.pitwheel.signing.KeyRenewal;
import io.pitwheel.store.Stores;
import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.schema.DefaultSchema;
import io.pitwheel.testing.database.OperationsGuide;
import io.pitwheel.testing.store.Outputs;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.ScheduleFixture;
import io.pitwheel.testing.store.StorePorts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide, typed by an admin of one kind of database. */
public abstract class RestoreContract {
  private static final Instant NOW = RunFixture.START.plusSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** As the guide calls it. */
  protected abstract String name();

  /** The file of a back-up. */
  protected abstract String fileName();

  /** A database without tables. */
  protected abstract Place newPlace();

  @Test
  void hasAllThatWasThereWhenItWasBackedUpAlthoughWritesGoOn() throws Exception {
    Place place = newPlace();
    Place other = newPlace();
    try (Stores stores = place.open()) {
      List<String> atRest = fill(stores);
      List<String> endedBefore;
      try (var writer = new BusyWriter(stores)) {
        endedBefore = writer.ended(3);
        backUp(place).requireSuccess();
        writer.ended(writer.ended(0).size() + 2);
      }

      restore(other).requireSuccess();

      try (Stores restored = other.open()) {
        assertThat(rows(restored, atRest)).isEqualTo(rows(stores, atRest));
        assertThat(endedBefore)
            .allSatisfy(runId ->
                assertThat(restored.runs().find(runId).orElseThrow().state())
                    .isEqualTo(RunState.SUCCEEDED));
        assertOneMoment(restored);
        assertThat(count(restored, RUNS)).isLessThan(count(stores, RUNS));
      }
    }
  }

  @Test
  void leavesRunsUnderWayToTheServerThatLedThemOrToAnyWhenTheirLeaseHasRunOut() throws Exception {
    Place place = newPlace();
    Place other = newPlace();
    RunFixture run;
    try (Stores stores = place.open()) {
      run = underWay(stores);
      backUp(place).requireSuccess();
      run.record(run.succeeded(Outputs.parameter("value", "after"), "step"));
    }

    restore(other).requireSuccess();

    try (Stores restored = other.open()) {
      assertThat(restored.tasks().find(run.taskId("step")).orElseThrow().state().isTerminal())
          .isFalse();
      var leases = restored.leases();
      assertThat(leases.takeAbandoned("other", NOW.plusSeconds(29), LEASE, 9)).isEmpty();
      assertThat(leases.prolong("server", NOW.plusSeconds(29), LEASE)).isEqualTo(1);
      leases.leaveAll("server");
      assertThat(leases.takeAbandoned("other", NOW.plusSeconds(29), LEASE, 9))
          .containsExactly(run.runId());
      // Events are numbered on from those that were restored.
      StorePorts ports = NetworkPorts.of(restored, () -> {});
      ports
          .tasks()
          .record(
              run.runId(),
              run.graph(),
              List.of(run.succeeded(Outputs.parameter("value", "again"), "step")));
      assertThat(restored.runs().find(run.runId()).orElseThrow().state())
          .isEqualTo(RunState.SUCCEEDED);
      assertOneMoment(restored);
    }
  }

  @Test
  void noticesABackUpThatWasCutOff() throws Exception {
    Place place = newPlace();
    try (Stores stores = place.open()) {
      fill(stores);
      backUp(place).requireSuccess();
    }
    Path file = backup().resolve(fileName());
    cut(file, Files.size(file) - 1);

    Place first = newPlace();
    assertThat(restore(first).exitCode()).isNotZero();
    assertEmpty(first);

    // The database's own programs notice it too, when the disk was full before there was a sum.
    for (long length : List.of(Files.size(file) * 2 / 3, Files.size(file) / 3, 0L)) {
      cut(file, length);
      sumAgain(file);
      Place next = newPlace();
      OperationsGuide.Typed typed = restore(next);
      assertThat(typed.exitCode()).as("cut to %d: %s", length, typed.output()).isNotZero();
      assertEmpty(next);
    }
  }

  @Test
  void refusesToRestoreIntoADatabaseThatHoldsSomething() throws Exception {
    Place place = newPlace();
    try (Stores stores = place.open()) {
      fill(stores);
      backUp(place).requireSuccess();
    }
    Place full = newPlace();
    try (Stores stores = full.open()) {
      RunFixture.begun(NetworkPorts.of(stores, () -> {}), dag().task("step", leaf()).graph());
    }

    OperationsGuide.Typed typed = restore(full);

    assertThat(typed.exitCode()).isNotZero();
    assertThat(typed.output()).containsIgnoringCase("already exists");
    try (Stores stores = full.open()) {
      assertThat(count(stores, RUNS)).isEqualTo(1);
      assertThat(count(stores, DefaultSchema.DEFAULT_SCHEMA.SIGNING_KEYS)).isZero();
      assertOneMoment(stores);
    }
  }

  private static void assertEmpty(Place place) {
    try (Stores stores = place.open()) {
      assertThat(count(stores, RUNS)).isZero();
    }
  }

  /** A run that has ended, one that waits, a schedule and keys; the ids of the runs. */
  private static List<String> fill(Stores stores) {
    StorePorts ports = NetworkPorts.of(stores, () -> {});
    RunFixture ended =
        RunFixture.begun(ports, dag().task("step", leaf().artifact("model")).graph());
    ended.record(ended.running("step"));
    ended.record(
        ended.succeeded(Outputs.artifacts("model", "/artifacts/\u00e4 'quoted'\n"), "step"));
    RunFixture waiting = RunFixture.create(ports, dag().task("step", leaf()).graph());
    stores.recurringRuns().create(ScheduleFixture.everyMinute("schedule"));
    stores
        .signingKeys()
        .renew("tokens", new KeyRenewal(NOW, Duration.ofDays(30), Duration.ofDays(1), "aa"));
    return List.of(ended.runId(), waiting.runId());
  }

  /** A run that a server leads, with a task that runs. */
  private static RunFixture underWay(Stores stores) {
    RunFixture run =
        RunFixture.begun(
            NetworkPorts.of(stores, () -> {}),
            dag().task("step", leaf().parameter("value")).graph());
    run.record(run.running("step"));
    assertThat(stores.leases().takeAbandoned("server", NOW, LEASE, 9)).containsExactly(run.runId());
    return run;
  }

  /** Counters, events and tasks are of the same moment. */
  private static void assertOneMoment(Stores stores) {
    Map<String, Long> events = countByRun(stores, EVENTS, EVENTS.RUN_ID);
    Map<String, Long> tasks = countByRun(stores, TASKS, TASKS.RUN_ID);
    stores
        .database()
        .read(session -> {
          session
              .sql()
              .select(RUNS.RUN_ID, RUNS.EVENT_COUNT, RUNS.TASK_COUNT)
              .from(RUNS)
              .forEach(row -> {
                assertThat(events).containsEntry(row.value1(), row.value2());
                // The root has a row and is not counted.
                assertThat(tasks).containsEntry(row.value1(), row.value3() + 1L);
              });
          assertThat(
                  session
                      .sql()
                      .select(DSL.sum(EXPERIMENTS.RUN_COUNT))
                      .from(EXPERIMENTS)
                      .fetchSingle()
                      .value1()
                      .longValue())
              .isEqualTo(events.size());
          return true;
        });
  }

  private static Map<String, Long> countByRun(Stores stores, Table<?> table, Field<String> runId) {
    return stores
        .database()
        .read(session -> {
          var counts = new HashMap<String, Long>();
          session
              .sql()
              .select(runId, DSL.count())
              .from(table)
              .groupBy(runId)
              .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
          return counts;
        });
  }

  private static int count(Stores stores, Table<?> table) {
    return stores.database().read(session -> session.sql().fetchCount(table));
  }

  /** Everything but what the writer changes: of its tables the rows of some runs alone. */
  private static Map<String, List<String>> rows(Stores stores, List<String> runIds) {
    return stores
        .database()
        .read(session -> {
          var rows = new TreeMap<String, List<String>>();
          for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            Field<String> runId = table.field(RUNS.RUN_ID);
            if (!table.equals(EXPERIMENTS)) {
              rows.put(
                  table.getName(),
                  session
                      .sql()
                      .selectFrom(table)
                      .where(runId == null ? DSL.noCondition() : runId.in(runIds))
                      .fetch(row -> Arrays.toString(row.intoArray()))
                      .stream()
                      .sorted()
                      .toList());
            }
          }
          return rows;
        });
  }

  private Path backup() throws IOException {
    return Files.createDirectories(folder.resolve("backup"));
  }

  private OperationsGuide.Typed backUp(Place place) throws IOException {
    return type(place, "back up");
  }

  private OperationsGuide.Typed restore(Place place) throws IOException {
    return type(place, "restore");
  }

  private OperationsGuide.Typed type(Place place, String what) throws IOException {
    var variables = new HashMap<>(place.variables());
    variables.put("BACKUP", backup().toString());
    return OperationsGuide.type(name() + ": " + what, variables);
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private void sumAgain(Path file) throws Exception {
    Process process =
        new ProcessBuilder("sha256sum", file.getFileName().toString())
            .directory(backup().toFile())
            .redirectOutput(backup().resolve("database.sha256").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
