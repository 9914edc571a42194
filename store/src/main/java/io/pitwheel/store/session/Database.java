package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import io.pitwheel.failure.PipelinesException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * One database: transactions that read, many at a time, and transactions that write. Safe for many
 * threads. A thread that was interrupted may still read and write: what it does has happened and
 * must be recorded.
 */
public final class Database implements AutoCloseable {
  static {
    // Otherwise the library greets whoever reads our output; it looks once, at its first use.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  static final Settings SETTINGS =
      new Settings()
          .withExecuteLogging(false)
          .withRenderQuotedNames(RenderQuotedNames.ALWAYS)
          .withRenderSchema(false);

  private final Dialect dialect;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final WriteQueue queue;
  private final DSLContext renderer;
  private final Map<Connection, Session> sessions = new WeakHashMap<>();

  /**
   * @param writers of one connection: writes are serialised
   * @param patience how long a write waits for its turn
   */
  public Database(
      Dialect dialect, HikariDataSource writers, HikariDataSource readers, Duration patience) {
    this.dialect = dialect;
    this.writers = writers;
    this.readers = readers;
    this.queue = new WriteQueue(this, dialect, patience);
    this.renderer =
        DSL.using(
            dialect.family(),
            ((Settings) SETTINGS.clone()).withStatementType(StatementType.PREPARED_STATEMENT));
  }

  /** Statements over a connection of the caller's, before there is a database to ask. */
  public static DSLContext statementsOn(Connection connection, Dialect dialect) {
    return DSL.using(connection, dialect.family(), SETTINGS);
  }

  /** The text of a statement, with a question mark for every value. */
  public String render(Query query) {
    return renderer.render(query);
  }

  /** What the database can do. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Runs a transaction that only reads.
   *
   * @throws PipelinesException UNAVAILABLE or RESOURCE_EXHAUSTED with the database's place
   */
  public <T> T read(Work<T> work) {
    return undisturbed(() ->
        onConnection(
            readers,
            session -> {
              dialect.beginReading(session);
              try {
                return work.run(session);
              } finally {
                dialect.rollBack(session);
              }
            }));
  }

  /**
   * Runs a transaction that writes; when it returns, the disk has it. Transactions that wait at the
   * same time are synced together, each whole or not at all.
   *
   * @throws PipelinesException as {@link #read}, or what the work throws
   */
  public <T> T write(Work<T> work) {
    return undisturbed(() -> queue.write(work));
  }

  <T> T onWriter(Work<T> work) {
    return onConnection(writers, work);
  }

  PipelinesException translate(SQLException exception) {
    return dialect.translate(exception);
  }

  HikariDataSource writers() {
    return writers;
  }

  HikariDataSource readers() {
    return readers;
  }

  private <T> T onConnection(HikariDataSource pool, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.run(sessionOf(connection.unwrap(Connection.class)));
    } catch (SQLException exception) {
      throw dialect.translate(exception);
    } catch (DataAccessException exception) {
      throw wrapped(exception);
    }
  }

  PipelinesException wrapped(DataAccessException exception) {
    SQLException cause = exception.getCause(SQLException.class);
    return dialect.translate(cause == null ? new SQLException(exception) : cause);
  }

  /** The pool's connections live long, and with each its prepared statements. */
  private Session sessionOf(Connection physical) {
    synchronized (sessions) {
      return sessions.computeIfAbsent(physical, connection -> new Session(connection, dialect));
    }
  }

  private static <T> T undisturbed(java.util.function.Supplier<T> action) {
    boolean wasInterrupted = Thread.interrupted();
    try {
      return action.get();
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
