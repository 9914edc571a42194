package io.pitwheel.store.upgrade;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLead;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.KeptDatabase;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.RecordedShape;
import io.pitwheel.store.migration.SchemaShape;
import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskStore;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.database.OperationsGuide;
import io.pitwheel.testing.store.RunFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A server of an older version that goes on working on a database that a newer one has migrated:
 * what its statements do there. The statements are written as those servers sent them.
 */
public abstract class OlderServerContract {
  private static final Instant NOW = RunFixture.START.plusSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** The first version whose servers shared a database; those before it took every run. */
  private static final int FIRST_SHARED = 5;

  /** A database without tables. */
  protected abstract EmptyDatabase newDatabase();

  /** Databases of users were made by earlier programs; new ones must not drift from them. */
  @Test
  void hasTheTablesThatWereMadeBefore() throws Exception {
    EmptyDatabase database = newDatabase();
    try (Connection connection = database.connect()) {
      database.migrate(Migration.shipped());

      RecordedShape.assertHas(connection);
    }
  }

  @Test
  void findsEachColumnThatItKnowsAsItWasAndNeedsNoOther() throws Exception {
    EmptyDatabase database = newDatabase();
    var shapes = new TreeMap<Integer, SchemaShape>();
    try (Connection connection = database.connect()) {
      for (Migration step : Migration.shipped()) {
        database.migrate(KeptDatabase.upTo(step.version()));
        shapes.put(step.version(), SchemaShape.of(connection));
      }
    }

    SchemaShape newest = shapes.lastEntry().getValue();
    shapes.forEach((version, shape) -> assertOnlyExpanded(version, shape, newest));
  }

  private static void assertOnlyExpanded(int version, SchemaShape older, SchemaShape newest) {
    assertThat(newest.columns()).as("of version %d", version).containsAllEntriesOf(older.columns());
    assertThat(older.addedIn(newest))
        .as("columns that servers of version %d do not name", version)
        .allSatisfy(added -> assertThat(newest.columns().get(added).isOptional()).isTrue());
    newest
        .unique()
        .forEach((index, columns) -> {
          if (!older.unique().containsKey(index) && hasTable(older, index)) {
            // Rows without a value in one of its columns are never alike.
            assertThat(columns)
                .as("unique index %s, which servers of version %d do not know", index, version)
                .anySatisfy(column -> {
                  assertThat(older.columns()).doesNotContainKey(column);
                  assertThat(newest.columns().get(column).isNullable()).isTrue();
                });
          }
        });
    assertThat(newest.references())
        .as("references that servers of version %d do not know", version)
        .allSatisfy(column ->
            assertThat(older.references().contains(column) || !older.columns().containsKey(column))
                .isTrue());
  }

  private static boolean hasTable(SchemaShape shape, String index) {
    String table = index.substring(0, index.indexOf('.') + 1);
    return shape.columns().keySet().stream().anyMatch(column -> column.startsWith(table));
  }

  @Test
  void writesRowsThatTheNewestVersionReadsRight() throws Exception {
    for (int version : KeptDatabase.versions()) {
      EmptyDatabase database = newDatabase();
      try (Connection connection = database.connect()) {
        KeptDatabase.writeAsVersion(
            version, database::migrate, statements -> execute(connection, statements));
      }

      try (Stores stores = database.open()) {
        KeptDatabase.assertWhole(stores);
      }
    }
  }

  @Test
  void leavesRunsToANewerServerAndGetsThemWhenItsLeaseHasRunOut() throws Exception {
    EmptyDatabase database = newDatabase();
    try (Stores stores = database.open();
        Connection connection = database.connect()) {
      RunFixture run = ledBy("new", stores);

      assertThat(takeAsVersionNine(connection, run.runId(), "old", NOW.plusSeconds(29))).isZero();
      assertThat(takeAsVersionNine(connection, run.runId(), "old", NOW.plusSeconds(31)))
          .isEqualTo(1);
      assertThat(stores.leases().takeAbandoned("new", NOW.plusSeconds(59), LEASE, 9)).isEmpty();
      assertThat(stores.leases().takeAbandoned("new", NOW.plusSeconds(62), LEASE, 9))
          .containsExactly(run.runId());
    }
  }

  /** The guide for admins tells of it: nobody may stand still while servers are replaced. */
  @Test
  void takesALeadWithoutCountingItSoThatANewerOneThatStoodStillIsNotStopped() throws Exception {
    EmptyDatabase database = newDatabase();
    try (Stores stores = database.open();
        Connection connection = database.connect()) {
      RunFixture run = ledBy("new", stores);
      TaskStore asNew = leading(stores, run, "new");
      takeAsVersionNine(connection, run.runId(), "old", NOW.plusSeconds(31));

      asNew.record(run.runId(), run.graph(), List.of(run.running("one")));

      // Between two newer servers the same is refused, also after an older one had the lead.
      assertThat(stores.leases().takeAbandoned("newer", NOW.plusSeconds(62), LEASE, 9)).hasSize(1);
      List<TaskChange> late = List.of(run.succeeded(TaskValues.NONE, "one"));
      assertThat(
              catchThrowableOfType(
                  PipelinesException.class, () -> asNew.record(run.runId(), run.graph(), late)))
          .matches(RunLead::isLoss);
      leading(stores, run, "newer").record(run.runId(), run.graph(), late);
      assertThat(run.task("one").state().isTerminal()).isTrue();
    }
  }

  /** The guide tells of it: such runs wait until every server is new. */
  @Test
  void takesUpRunsThatAreDrivenElsewhere() throws Exception {
    EmptyDatabase database = newDatabase();
    try (Stores stores = database.open();
        Connection connection = database.connect()) {
      RunFixture run = RunFixture.begun(NetworkPorts.of(stores, () -> {}), twoSteps());
      execute(connection, "update runs set is_driven_elsewhere = true");

      assertThat(stores.leases().takeAbandoned("new", NOW, LEASE, 9)).isEmpty();
      assertThat(abandonedAsVersionFive(connection)).containsExactly(run.runId());
    }
  }

  @Test
  void hasARowInTheGuideForEachStepThatItMayMeet() {
    String guide = OperationsGuide.text();

    assertThat(Migration.shipped())
        .filteredOn(step -> step.version() > FIRST_SHARED)
        .allSatisfy(step -> assertThat(guide).contains("\n| V%04d |".formatted(step.version())));
  }

  private static TaskGraph twoSteps() {
    return dag().task("one", leaf()).task("two", leaf()).graph();
  }

  /** A run whose submission a server of this version took, and that has begun. */
  private static RunFixture ledBy(String server, Stores stores) {
    RunFixture run = RunFixture.create(NetworkPorts.of(stores, () -> {}), twoSteps());
    stores.submissions().complete(stores.submissions().take(server, 9, NOW, LEASE));
    run.begin();
    return run;
  }

  private static TaskStore leading(Stores stores, RunFixture run, String server) {
    return stores.tasks().ledBy(stores.runs().ownedBy(server).lead(run.runId()).orElseThrow());
  }

  /** {@code RunLeases.take} of version 9, once it had found the lease to be there. */
  private static int takeAsVersionNine(
      Connection connection, String runId, String owner, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          """
          update run_leases set owner = '%2$s', lease_until = %4$d
          where run_id = '%1$s' and (owner = '%2$s' or not (lease_until > %3$d))\
          """
              .formatted(runId, owner, now.toEpochMilli(), now.plus(LEASE).toEpochMilli()));
    }
  }

  /** What {@code RunLeases.takeAbandoned} of versions 5 to 8 looked for. */
  private static List<String> abandonedAsVersionFive(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select run_id from runs where state in ('RUNNING', 'CANCELING')
                and not exists (select 1 from run_leases
                  where run_leases.run_id = runs.run_id and lease_until > %d)
                order by created_at, run_id\
                """
                    .formatted(NOW.toEpochMilli()))) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private static void execute(Connection connection, String statements) {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements.split(";\\s*\\R", -1)) {
        if (!one.isBlank()) {
          statement.executeUpdate(one);
        }
      }
    } catch (SQLException exception) {
      throw new IllegalStateException(statements, exception);
    }
  }
}
