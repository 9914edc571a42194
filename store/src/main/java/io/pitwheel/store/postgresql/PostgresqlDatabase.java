package io.pitwheel.store.postgresql;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkDatabase;
import io.pitwheel.store.session.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of one server. */
final class PostgresqlDatabase implements NetworkDatabase {
  private static final int OLDEST = 15;

  /** A key of our own among the locks of a database. */
  private static final long SCHEMA_LOCK = 0x7069_7477_6865_656cL;

  private static final int CONNECT_SECONDS = 5;

  /**
   * Whom the driver names, in whatever language it speaks, when a certificate is of another host.
   */
  private static final String HOST_VERIFIER = "PgjdbcHostnameVerifier";

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final DatabaseAccess access;
  private final PostgresqlUrl url;
  private final PostgresqlDialect dialect;

  PostgresqlDatabase(DatabaseAccess access) {
    this.access = access;
    this.url = PostgresqlUrl.parse(access.url());
    this.dialect = new PostgresqlDialect(url.place(), user());
  }

  @Override
  public String user() {
    return access.user().isEmpty() ? url.user() : access.user();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String place() {
    return url.place();
  }

  @Override
  public DataSource source() {
    return configured();
  }

  @Override
  public DataSource refusing() {
    PGSimpleDataSource source = configured();
    source.setSslMode("require");
    source.setSslfactory(RefusingSockets.class.getName());
    return source;
  }

  @Override
  public boolean isOfAnotherHost(SQLException exception) {
    return String.valueOf(exception.getMessage()).contains(HOST_VERIFIER);
  }

  private PGSimpleDataSource configured() {
    var source = new PGSimpleDataSource();
    source.setApplicationName("pitwheel");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout((int) Math.max(1, access.silence().toSeconds()));
    source.setTcpKeepAlive(true);
    // Last, so that what the URL says of the same things holds.
    source.setUrl(url.forDriver());
    if (!user().isEmpty()) {
      source.setUser(user());
    }
    if (!access.password().isEmpty()) {
      source.setPassword(access.password());
    }
    return source;
  }

  /** Each statement sees what was committed before it, so that what a lock guards is fresh. */
  @Override
  public String firstStatementOfWriters() {
    return "set session characteristics as transaction isolation level read committed; set lock_timeout = "
        + access.patience().toMillis();
  }

  /** A transaction sees one state throughout, as do statements that are asked at once. */
  @Override
  public String firstStatementOfReaders() {
    return "set session characteristics as transaction isolation level repeatable read, read only";
  }

  @Override
  public boolean lockSchema(Connection connection, Duration patience) throws SQLException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Statement statement = connection.createStatement()) {
      while (!isLocked(statement)) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
    return true;
  }

  private static boolean isLocked(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("select pg_try_advisory_lock(" + SCHEMA_LOCK + ")")) {
      return result.next() && result.getBoolean(1);
    }
  }

  @Override
  public void requireVersion(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "opening the database %s: it is PostgreSQL %d (expected: %d or newer)"
              .formatted(place(), version, OLDEST));
    }
  }
}
