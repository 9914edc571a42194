package io.pitwheel.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.DatabaseContent;
import io.pitwheel.store.migration.DatabaseSchema;
import io.pitwheel.store.migration.KeptDatabase;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.upgrade.EmptyDatabase;
import io.pitwheel.store.upgrade.OlderServerContract;
import io.pitwheel.testing.pipeline.Pipelines;
import io.pitwheel.testing.store.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMigrationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);

  private static final int NEWEST = Migration.shipped().getLast().version();

  @TempDir Path folder;

  @Test
  void shipsEveryScriptOfTheFolderInOrder() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/migration"))) {
      assertThat(Migration.shipped())
          .extracting(Migration::name)
          .containsExactlyElementsOf(
              files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertThat(Migration.shipped())
        .extracting(Migration::version)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void migratesADatabaseOfEveryVersionBeforeWithEveryField() throws SQLException {
    for (int version : KeptDatabase.versions()) {
      Path kept = folder.resolve("version-" + version);
      Path file = kept.resolve(SqliteStores.FILE_NAME);
      KeptDatabase.liveUpTo(
          version,
          steps ->
              new SqliteSchema(kept, SqliteSettings.DEFAULT, new Migrator(steps, CLOCK), CLOCK)
                  .migrate(),
          rows -> execute(file, rows));
      DatabaseContent before = DatabaseContent.of(file);
      before.assertFilled();

      try (Stores stores = SqliteStores.open(kept, Identifiers.random(), CLOCK)) {
        before.assertKeptIn(DatabaseContent.of(file));
        KeptDatabase.assertWhole(stores);
      }
    }
  }

  @Test
  void refusesADatabaseOfMetadataUntouched() {
    execute(file(), "create table MLMDEnv (schema_version integer)");

    assertThatThrownBy(() -> open(Migration.shipped()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("ML Metadata");
  }

  @Test
  void refusesADatabaseThatIsHalfRestored() {
    open(Migration.shipped()).close();
    execute(file(), "drop table events");

    assertThatThrownBy(() -> open(Migration.shipped()))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("events");
  }

  @Test
  void tellsADatabaseOfANewerProgramFromABrokenOne() {
    open(Migration.shipped()).close();
    execute(
        file(),
        "insert into schema_migrations (version, digest, applied_at) values (900, 'later', 1)");
    assertThatThrownBy(() -> open(Migration.shipped()))
        .hasMessageContaining("900")
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(DatabaseSchema.isNewer(refusal)).isTrue());

    execute(file(), "drop table run_deletions");

    assertThatThrownBy(() -> open(Migration.shipped()))
        .hasMessageContaining("lacks [run_deletions]")
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(DatabaseSchema.isNewer(refusal)).isFalse());
  }

  @Test
  void opensADatabaseOfItsOwnVersionWithoutACopy() throws IOException {
    open(Migration.shipped()).close();
    open(Migration.shipped()).close();

    assertThat(names()).containsExactly(SqliteStores.FILE_NAME);
  }

  @Test
  void copiesAnOlderDatabaseBeforeItMigrates() throws Exception {
    String runId;
    try (Stores stores = open(Migration.shipped())) {
      runId = RunFixture.create(SqlitePorts.of(stores), Pipelines.dag().graph()).runId();
    }

    try (Stores stores = open(withOneMore("alter table runs add pinned boolean"))) {
      assertThat(stores.runs().find(runId)).isPresent();
    }

    int before = Migration.shipped().size();
    Path backup = folder.resolve("backup-%d-%d.sqlite".formatted(NEWEST, CLOCK.millis()));
    assertThat(backup).exists();
    assertThat(count(backup, "select count(*) from runs where run_id = '" + runId + "'"))
        .isEqualTo(1);
    assertThat(count(backup, "select count(*) from schema_migrations")).isEqualTo(before);
    assertThat(count(file(), "select count(*) from schema_migrations")).isEqualTo(before + 1);
    assertThat(count(file(), "select count(*) from runs where pinned is null")).isEqualTo(1);
  }

  @Test
  void leavesTheDatabaseAsItWasWhenAStepFails() throws Exception {
    open(Migration.shipped()).close();

    assertThatThrownBy(() ->
            open(withOneMore("create table fine (id integer); alter table nowhere add x int")))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining(file().toString());

    assertThat(count(file(), "select count(*) from sqlite_master where name = 'fine'")).isZero();
    open(Migration.shipped()).close();
  }

  @Test
  void refusesADatabaseOfANewerVersionUntouched() throws Exception {
    open(withOneMore("create table unknown_to_us (id integer)")).close();
    byte[] before = Files.readAllBytes(file());

    assertThatThrownBy(() -> open(Migration.shipped()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessageContaining("has version " + (NEWEST + 1))
        .hasMessageContaining("at most " + NEWEST)
        .hasMessageContaining(file().toString());

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(names()).doesNotContain("backup");
  }

  @Test
  void refusesAScriptThatChangedAfterItWasApplied() {
    open(List.of(new Migration(1, "V0001__one.sql", "create table one (id integer)"))).close();

    assertThatThrownBy(() ->
            open(List.of(new Migration(1, "V0001__one.sql", "create table two (id integer)"))))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("V0001__one.sql");
  }

  @Test
  void rendersItsScriptsForTheDatabasesThatFollow() {
    for (SQLDialect family : List.of(SQLDialect.POSTGRES, SQLDialect.MYSQL, SQLDialect.MARIADB)) {
      var sql = DSL.using(family);
      var rendered = new ArrayList<String>();
      for (Migration migration : Migration.shipped()) {
        for (Query statement : sql.parser().parse(migration.script())) {
          rendered.add(sql.render(statement));
        }
      }

      String all = String.join(";\n", rendered);
      assertThat(all).as(family.getName()).contains("foreign key").contains("boolean");
      assertThat(rendered).filteredOn(text -> text.startsWith("create table")).hasSize(20);
    }
  }

  /** A file has one server; its scripts keep the rules of every database all the same. */
  @Nested
  final class OlderServer extends OlderServerContract {
    private int made;

    @Override
    protected EmptyDatabase newDatabase() {
      made++;
      Path place = folder.resolve("place-" + made);
      return new EmptyDatabase() {
        @Override
        public void migrate(List<Migration> steps) {
          new SqliteSchema(place, SqliteSettings.DEFAULT, new Migrator(steps, CLOCK), CLOCK)
              .migrate();
        }

        @Override
        public Connection connect() throws SQLException {
          Path database = place.resolve(SqliteStores.FILE_NAME);
          if (!Files.exists(database)) {
            migrate(KeptDatabase.upTo(1));
          }
          return DriverManager.getConnection("jdbc:sqlite:" + database);
        }

        @Override
        public Stores open() {
          return SqliteStores.open(place, Identifiers.random(), CLOCK);
        }
      };
    }
  }

  private Stores open(List<Migration> migrations) {
    return SqliteStores.open(
        folder,
        Identifiers.random(),
        new Migrator(migrations, CLOCK),
        CLOCK,
        SqliteSettings.DEFAULT);
  }

  private static List<Migration> withOneMore(String script) {
    var migrations = new ArrayList<>(Migration.shipped());
    int version = NEWEST + 1;
    migrations.add(new Migration(version, "V%04d__more.sql".formatted(version), script));
    return migrations;
  }

  private Path file() {
    return folder.resolve(SqliteStores.FILE_NAME);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void execute(Path file, String statements) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    } catch (SQLException exception) {
      throw new IllegalStateException(exception);
    }
  }

  private static int count(Path file, String query) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }
}
