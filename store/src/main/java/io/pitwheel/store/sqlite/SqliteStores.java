package io.pitwheel.store.sqlite;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.session.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jooq.exception.DataAccessException;

/** Opens the stores in a folder. */
public final class SqliteStores {
  static final String FILE_NAME = "pitwheel.sqlite";

  private SqliteStores() {}

  /**
   * The stores in the folder, with the schema of this version. An older database is copied to
   * {@code backup-<version>-<millis>.sqlite} beside it before it is migrated. One process at a time
   * may have the folder open; keeping others out is the caller's business.
   *
   * @param folder made when it is not there
   * @throws PipelinesException FAILED_PRECONDITION for a database of a newer version, which is left
   *     untouched; UNAVAILABLE or RESOURCE_EXHAUSTED with the path when it cannot be opened,
   *     written or copied
   */
  public static Stores open(Path folder, Identifiers identifiers, Clock clock) {
    return open(folder, identifiers, clock, SqliteSettings.DEFAULT);
  }

  /** As {@link #open(Path, Identifiers, Clock)}, with other settings. */
  public static Stores open(
      Path folder, Identifiers identifiers, Clock clock, SqliteSettings settings) {
    return open(folder, identifiers, new Migrator(Migration.shipped(), clock), clock, settings);
  }

  static Stores open(
      Path folder,
      Identifiers identifiers,
      Migrator migrator,
      Clock clock,
      SqliteSettings settings) {
    Path file = folder.toAbsolutePath().resolve(FILE_NAME);
    var dialect = new SqliteDialect(file);
    var connections = new SqliteConnections(file, settings);
    try {
      Files.createDirectories(file.getParent());
      migrate(connections, dialect, file, migrator, clock);
      var database =
          new Database(dialect, connections.writers(), connections.readers(), settings.patience());
      return Stores.on(database, identifiers);
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "making the folder of the database %s: %s".formatted(file, exception),
          exception);
    } catch (SQLException exception) {
      throw dialect.translate(exception);
    } catch (DataAccessException exception) {
      SQLException cause = exception.getCause(SQLException.class);
      throw dialect.translate(cause == null ? new SQLException(exception) : cause);
    } catch (com.zaxxer.hikari.pool.HikariPool.PoolInitializationException exception) {
      throw dialect.translate(
          exception.getCause() instanceof SQLException cause ? cause : new SQLException(exception));
    }
  }

  private static void migrate(
      SqliteConnections connections,
      SqliteDialect dialect,
      Path file,
      Migrator migrator,
      Clock clock)
      throws SQLException {
    int version = Files.exists(file) ? versionOf(connections, file, migrator) : 0;
    if (version == migrator.newest()) {
      return;
    }
    try (Connection connection = connections.open();
        var statement = connection.createStatement()) {
      if (version > 0) {
        Path backup = file.resolveSibling("backup-%d-%d.sqlite".formatted(version, clock.millis()));
        statement.execute("vacuum into '%s'".formatted(backup.toString().replace("'", "''")));
      }
      statement.execute("begin immediate");
      migrator.apply(Database.statementsOn(connection, dialect), version);
      statement.execute("commit");
    }
  }

  /** Looks without touching: what is refused must stay as it was. */
  private static int versionOf(SqliteConnections connections, Path file, Migrator migrator)
      throws SQLException {
    try (Connection connection = connections.openReadOnly()) {
      return migrator.check(connection, file.toString());
    }
  }
}
