package io.pitwheel.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.network.NetworkStores;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of a schema that cannot be undone. */
final class MariadbMigrationTest {
  private final TestDatabase database = DatabaseServer.mariadb().create();

  @Test
  void refusesAHalfMigratedDatabaseAndNamesTheCommandThatFinishesIt() {
    assertThatThrownBy(() ->
            at(withOneMore("create table fine (id integer); create table runs (id integer)"))
                .migrate())
        .isInstanceOf(PipelinesException.class);

    assertThatThrownBy(() -> at(Migration.shipped()).check())
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("migrate --continue");
  }

  @Test
  void finishesWhatWasCutOffAfterAnyStatement() {
    List<Migration> steps =
        withOneMore("create table one (id integer); create table two (id integer)");
    int version = steps.getLast().version();
    for (int noted = 0; noted <= 2; noted++) {
      at(steps).migrate();
      // As if the server had died after the next statement and before it was noted.
      run("delete from schema_migrations where version = " + version);
      run(
          "insert into schema_migration_progress (version, digest, statements) values (%d, '%s', %d)"
              .formatted(version, steps.getLast().digest(), noted));
      if (noted == 0) {
        run("drop table two");
      }

      assertThat(at(steps).finish()).isTrue();

      assertThat(at(steps).check()).isEqualTo(version);
      assertThat(at(steps).finish()).isFalse();
    }
  }

  @Test
  void finishesOnlyAStepThatItKnows() {
    at(Migration.shipped()).migrate();
    run(
        "create table if not exists schema_migration_progress (version integer, digest varchar(64),"
            + " statements integer)");
    run("insert into schema_migration_progress (version, digest, statements) values (900, 'x', 0)");

    assertThatThrownBy(() -> at(Migration.shipped()).finish())
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("900");
  }

  private void run(String statement) {
    DatabaseServer.mariadb().execute(database, statement);
  }

  private NetworkStores at(List<Migration> steps) {
    return MariadbStores.at(NetworkPorts.access(database), new Migrator(steps, Clock.systemUTC()));
  }

  private static List<Migration> withOneMore(String script) {
    var steps = new ArrayList<>(Migration.shipped());
    int version = steps.getLast().version() + 1;
    steps.add(new Migration(version, "V%04d__more.sql".formatted(version), script));
    return steps;
  }
}
