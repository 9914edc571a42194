package io.pitwheel.store.mariadb;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DriverTrouble;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkDatabase;
import io.pitwheel.store.session.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** One database of one server. */
final class MariadbDatabase implements NetworkDatabase {
  /** Rows that are locked can be passed over from here on. */
  private static final String OLDEST_MARIADB = "10.6";

  private static final String OLDEST_MYSQL = "8.0";

  /** The driver's words. */
  private static final String OTHER_HOST = "SSL hostname verification failed";

  private static final String SCHEMA_LOCK = "pitwheel-schema";
  private static final int CONNECT_MILLIS = 5_000;

  private final DatabaseAccess access;
  private final MariadbUrl url;
  private final MariadbFlavour flavour;
  private final MariadbDialect dialect;

  MariadbDatabase(DatabaseAccess access) {
    this.access = access;
    this.url = MariadbUrl.parse(access.url());
    this.flavour = url.place().startsWith("mysql:") ? MariadbFlavour.MYSQL : MariadbFlavour.MARIADB;
    this.dialect = new MariadbDialect(url.place(), user(), flavour);
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
    return source("");
  }

  /** Of an option that is given twice the later one holds. */
  @Override
  public DataSource refusing() {
    return source("sslMode=trust&tlsSocketType=%s&".formatted(RefusingSockets.TYPE));
  }

  @Override
  public boolean isOfAnotherHost(SQLException exception) {
    return String.valueOf(exception.getMessage()).contains(OTHER_HOST);
  }

  private DataSource source(String moreOptions) {
    try {
      var source =
          new MariaDbDataSource(
              url.address()
                  + "?"
                  + url.options()
                  + moreOptions
                  + "connectTimeout=%d&socketTimeout=%d&tcpKeepAlive=true&sessionVariables=%s"
                      .formatted(CONNECT_MILLIS, access.silence().toMillis(), sessionVariables()));
      if (!user().isEmpty()) {
        source.setUser(user());
      }
      if (!access.password().isEmpty()) {
        source.setPassword(access.password());
      }
      return source;
    } catch (SQLException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the URL of the database %s: %s"
              .formatted(
                  place(), DriverTrouble.masked(String.valueOf(exception.getMessage()), user())),
          DriverTrouble.of(exception, user()));
    }
  }

  /** Texts that are made in a statement are compared as those of columns are: by their bytes. */
  private String sessionVariables() {
    return "innodb_lock_wait_timeout=%d,sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',collation_connection=%s"
        .formatted(Math.max(1, access.patience().toSeconds()), flavour.collation());
  }

  @Override
  public String firstStatementOfWriters() {
    return "set session transaction isolation level read committed";
  }

  @Override
  public String firstStatementOfReaders() {
    return "set session transaction isolation level repeatable read";
  }

  @Override
  public boolean lockSchema(Connection connection, Duration patience) throws SQLException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (PreparedStatement statement = connection.prepareStatement("select get_lock(?, ?)")) {
      // Locks of this kind belong to the whole server: the database is part of the name.
      statement.setString(1, SCHEMA_LOCK + "-" + Integer.toHexString(place().hashCode()));
      // A server that says nothing for as long as access.silence() counts as gone.
      statement.setLong(2, Math.max(1, access.silence().toSeconds() / 3));
      while (!isLocked(statement)) {
        if (System.nanoTime() > deadline) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isLocked(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next() && result.getInt(1) == 1;
    }
  }

  @Override
  public void requireVersion(Connection connection) throws SQLException {
    DatabaseMetaData found = connection.getMetaData();
    boolean isMariadb = found.getDatabaseProductName().toLowerCase(Locale.ROOT).contains("mariadb");
    if (isMariadb != (flavour == MariadbFlavour.MARIADB)) {
      throw refused(
          found.getDatabaseProductName(),
          isMariadb ? "a URL that begins with mariadb://" : "a URL that begins with mysql://");
    }
    String oldest = isMariadb ? OLDEST_MARIADB : OLDEST_MYSQL;
    int major = found.getDatabaseMajorVersion();
    int minor = found.getDatabaseMinorVersion();
    String[] needed = oldest.split("\\.", 2);
    boolean isOld =
        major < Integer.parseInt(needed[0])
            || (major == Integer.parseInt(needed[0]) && minor < Integer.parseInt(needed[1]));
    if (isOld) {
      throw refused(
          found.getDatabaseProductName() + " " + found.getDatabaseProductVersion(),
          oldest + " or newer");
    }
  }

  private PipelinesException refused(String found, String expected) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "opening the database %s: it is %s (expected: %s)".formatted(place(), found, expected));
  }
}
