package io.pitwheel.store.sqlite;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.migration.DatabaseSchema;
import io.pitwheel.store.migration.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.jooq.exception.DataAccessException;

/** The schema of the database in a folder. */
final class SqliteSchema implements DatabaseSchema {
  private final Path file;
  private final SqliteDialect dialect;
  private final SqliteConnections connections;
  private final Migrator migrator;
  private final Clock clock;

  SqliteSchema(Path folder, SqliteSettings settings, Migrator migrator, Clock clock) {
    this.file = folder.toAbsolutePath().resolve(SqliteStores.FILE_NAME);
    this.dialect = new SqliteDialect(file);
    this.connections = new SqliteConnections(file, settings);
    this.migrator = migrator;
    this.clock = clock;
  }

  SqliteDialect dialect() {
    return dialect;
  }

  SqliteConnections connections() {
    return connections;
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public List<String> lackingAfter(int version) {
    return migrator.lackingAfter(version);
  }

  /** Looks without touching: what is refused must stay as it was. */
  @Override
  public int check() {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Connection connection = connections.openReadOnly()) {
      return migrator.check(connection, place());
    } catch (SQLException exception) {
      throw dialect.translate(exception);
    }
  }

  /** An older database is copied before. */
  @Override
  public int migrate() {
    int version = check();
    if (version < migrator.newest()) {
      try {
        Files.createDirectories(file.getParent());
        migrateFrom(version);
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
      }
    }
    return version;
  }

  private void migrateFrom(int version) throws SQLException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      if (version > 0) {
        Path backup = file.resolveSibling("backup-%d-%d.sqlite".formatted(version, clock.millis()));
        statement.execute("vacuum into '%s'".formatted(backup.toString().replace("'", "''")));
      }
      migrator.apply(connection, dialect, version);
    }
  }

  /** A migration is one transaction: none is ever cut off. */
  @Override
  public boolean finish() {
    return false;
  }
}
