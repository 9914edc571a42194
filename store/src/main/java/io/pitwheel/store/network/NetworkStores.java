package io.pitwheel.store.network;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.DatabaseSchema;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Pools;
import io.pitwheel.store.session.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jooq.exception.DataAccessException;

/** Opens the stores in a database behind a network, and migrates it. */
public final class NetworkStores implements DatabaseSchema {
  /** How long a server waits while another one migrates. */
  private static final Duration MIGRATION_PATIENCE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

  private final NetworkDatabase database;
  private final DatabaseAccess access;
  private final Migrator migrator;

  public NetworkStores(NetworkDatabase database, DatabaseAccess access, Migrator migrator) {
    this.database = database;
    this.access = access;
    this.migrator = migrator;
  }

  /**
   * The stores, after the database has the schema of this version. Of several servers that start at
   * once one migrates and the others wait.
   *
   * @throws PipelinesException FAILED_PRECONDITION when {@link Migrator#check} refuses, or the
   *     database is too old, does not let us in or shows a certificate that is not trusted or not
   *     its host's; UNAVAILABLE when it does not answer in time
   */
  public Stores open(Identifiers identifiers) {
    migrate();
    try {
      var pools =
          new Pools(
              pool("writers", access.writers(), database.firstStatementOfWriters()),
              pool("readers", access.readers(), database.firstStatementOfReaders()),
              access.patience());
      return Stores.on(new Database(database.dialect(), pools), identifiers);
    } catch (HikariPool.PoolInitializationException exception) {
      throw database
          .dialect()
          .translate(
              exception.getCause() instanceof SQLException cause
                  ? cause
                  : new SQLException(exception));
    }
  }

  @Override
  public String place() {
    return database.place();
  }

  @Override
  public List<String> lackingAfter(int version) {
    return migrator.lackingAfter(version);
  }

  @Override
  public int check() {
    return onConnection(connection -> migrator.check(connection, database.place()));
  }

  @Override
  public int migrate() {
    int version = onConnection(this::checkOnceNobodyMigrates);
    if (version == migrator.newest()) {
      return version;
    }
    return onConnection(connection -> {
      lock(connection);
      // Somebody may have been quicker.
      int found = migrator.check(connection, database.place());
      migrator.apply(connection, database.dialect(), found);
      return found;
    });
  }

  /** Half of a step may be that of a server that is at it: it has the lock until it is done. */
  private int checkOnceNobodyMigrates(Connection connection) throws SQLException {
    try {
      return migrator.check(connection, database.place());
    } catch (PipelinesException refusal) {
      lockInSpiteOf(connection, refusal);
      return migrator.check(connection, database.place());
    }
  }

  private void lockInSpiteOf(Connection connection, PipelinesException refusal)
      throws SQLException {
    try {
      lock(connection);
    } catch (SQLException | PipelinesException exception) {
      exception.addSuppressed(refusal);
      throw exception;
    }
  }

  @Override
  public boolean finish() {
    return onConnection(connection -> {
      lock(connection);
      return migrator.finish(connection, database.dialect());
    });
  }

  private void lock(Connection connection) throws SQLException {
    if (!database.lockSchema(connection, MIGRATION_PATIENCE)) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "migrating the database %s: another server has been at it for %d minutes (expected: less)"
              .formatted(database.place(), MIGRATION_PATIENCE.toMinutes()));
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T onConnection(Work<T> work) {
    try (Connection connection = connect()) {
      database.requireVersion(connection);
      return work.on(connection);
    } catch (SQLException exception) {
      throw database.dialect().translate(exception);
    } catch (DataAccessException exception) {
      SQLException cause = exception.getCause(SQLException.class);
      throw database.dialect().translate(cause == null ? new SQLException(exception) : cause);
    }
  }

  /** A database that starts together with this server may need a moment longer. */
  private Connection connect() throws SQLException {
    long deadline = System.nanoTime() + access.patience().toNanos();
    while (true) {
      try {
        return database.source().getConnection();
      } catch (SQLException exception) {
        Optional<PipelinesException> ofCertificate = CertificateTrouble.find(database, exception);
        if (ofCertificate.isPresent()) {
          throw ofCertificate.get();
        }
        boolean mayPass = database.dialect().troubleOf(exception) == Trouble.LOST;
        if (!mayPass || System.nanoTime() > deadline) {
          throw exception;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private HikariDataSource pool(String name, int size, String firstStatement) {
    var pool = new HikariConfig();
    pool.setPoolName("database-" + name);
    pool.setDataSource(database.source());
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(Math.max(250, access.patience().toMillis()));
    pool.setMaxLifetime(LONGEST_LIFE.toMillis());
    pool.setIdleTimeout(LONGEST_IDLE.toMillis());
    pool.setConnectionInitSql(firstStatement);
    return new HikariDataSource(pool);
  }
}
