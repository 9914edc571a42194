package io.pitwheel.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** Connections to one file: every one durable, checked and impatient. */
final class SqliteConnections {
  /** 16 MiB of log: a chain's step should seldom pay for moving pages. */
  private static final int PAGES_BEFORE_CHECKPOINT = 4_000;

  private final Path file;
  private final SqliteSettings settings;

  SqliteConnections(Path file, SqliteSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /** A connection that cannot change the file, for a look at it. */
  Connection openReadOnly() throws SQLException {
    var chosen = new SQLiteConfig();
    chosen.setReadOnly(true);
    chosen.setBusyTimeout(patienceMillis());
    return chosen.createConnection(url());
  }

  /** A connection of its own, outside every pool; the file is made if it is not there. */
  Connection open() throws SQLException {
    return configuration().createConnection(url());
  }

  /** The one connection that writes. */
  HikariDataSource writers() {
    return pool("writer", 1, "pragma wal_autocheckpoint = " + PAGES_BEFORE_CHECKPOINT);
  }

  /** The connections that read, and cannot do otherwise. */
  HikariDataSource readers() {
    return pool("readers", settings.readers(), "pragma query_only = on");
  }

  private HikariDataSource pool(String name, int size, String firstStatement) {
    var source = new DigestingSource(configuration());
    source.setUrl(url());
    var pool = new HikariConfig();
    pool.setPoolName("database-" + name);
    pool.setDataSource(source);
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(Math.max(250, patienceMillis()));
    // A file does not go away behind a network; its connections live as long as the pool.
    pool.setMaxLifetime(0);
    pool.setIdleTimeout(0);
    pool.setConnectionInitSql(firstStatement);
    return new HikariDataSource(pool);
  }

  private SQLiteConfig configuration() {
    var chosen = new SQLiteConfig(new Properties());
    chosen.setJournalMode(SQLiteConfig.JournalMode.WAL);
    chosen.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    chosen.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    chosen.enforceForeignKeys(true);
    chosen.setBusyTimeout(patienceMillis());
    return chosen;
  }

  private int patienceMillis() {
    return Math.toIntExact(settings.patience().toMillis());
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }
}
