package io.pitwheel.store.sqlite;

import com.zaxxer.hikari.pool.HikariPool;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.DatabaseSchema;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Pools;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

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
    var schema = new SqliteSchema(folder, settings, migrator, clock);
    schema.migrate();
    try {
      SqliteConnections connections = schema.connections();
      var pools = new Pools(connections.writers(), connections.readers(), settings.patience());
      return Stores.on(new Database(schema.dialect(), pools), identifiers);
    } catch (HikariPool.PoolInitializationException exception) {
      throw schema
          .dialect()
          .translate(
              exception.getCause() instanceof SQLException cause
                  ? cause
                  : new SQLException(exception));
    }
  }

  /** The schema of the database in the folder, which may not be there yet. */
  public static DatabaseSchema schema(Path folder, Clock clock) {
    return new SqliteSchema(
        folder, SqliteSettings.DEFAULT, new Migrator(Migration.shipped(), clock), clock);
  }
}
