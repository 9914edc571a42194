package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.pitwheel.store.failure.OwnTrouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are lent in the order in which they were asked for: the pool below gives one to
 * whoever comes just when it is free, and with more callers than connections some of them waited
 * fifty times as long as the others. Safe for many threads.
 */
public final class ConnectionPool implements AutoCloseable {
  private final HikariDataSource pool;
  private final Duration patience;
  private final Semaphore turns;

  /**
   * @param patience how long is waited for a turn; for a connection, as long as the pool says
   */
  ConnectionPool(HikariDataSource pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
    this.turns = new Semaphore(pool.getMaximumPoolSize(), true);
  }

  /** A connection until it is closed. */
  final class Lent implements AutoCloseable {
    private final Connection connection;

    private Lent(Connection connection) {
      this.connection = connection;
    }

    /** The connection itself, which outlives this loan. */
    Connection physical() throws SQLException {
      return connection.unwrap(Connection.class);
    }

    /** Has it not be lent again: it is lost. */
    void evict() {
      pool.evictConnection(connection);
    }

    @Override
    public void close() throws SQLException {
      try {
        connection.close();
      } finally {
        turns.release();
      }
    }
  }

  /**
   * Waits for a connection.
   *
   * @param reach told whether the database was there; nobody who had to wait for a turn waits once
   *     more for what others have just waited for in vain
   * @throws SQLException when there is none in time
   */
  Lent lend(Reach reach) throws SQLException {
    boolean hasWaited = !isFree();
    if (hasWaited) {
      awaitTurn();
    }
    Connection connection = null;
    try {
      connection = hasWaited ? ofThere(reach) : of(reach);
      return new Lent(connection);
    } finally {
      if (connection == null) {
        turns.release();
      }
    }
  }

  private Connection ofThere(Reach reach) throws SQLException {
    if (reach.isAway()) {
      throw new OwnTrouble("it was away when it was asked a moment ago");
    }
    return of(reach);
  }

  private Connection of(Reach reach) throws SQLException {
    try {
      Connection connection = pool.getConnection();
      reach.came();
      return connection;
    } catch (SQLException exception) {
      reach.wentAway();
      throw exception;
    }
  }

  /** Whether a turn is had at once, with nobody in front; without a time it would be jumped. */
  private boolean isFree() throws SQLException {
    return isHadWithin(Duration.ZERO);
  }

  private void awaitTurn() throws SQLException {
    if (!isHadWithin(patience)) {
      throw new OwnTrouble(
          "none of %d connections came free in %d ms (expected: fewer calls at one time, or a larger database.connections)"
              .formatted(size(), patience.toMillis()));
    }
  }

  private boolean isHadWithin(Duration time) throws SQLException {
    try {
      return turns.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new OwnTrouble("waiting for a connection: interrupted", exception);
    }
  }

  /** At most so many are lent at one time. */
  int size() {
    return pool.getMaximumPoolSize();
  }

  /** Where connections come from; null when the pool was not told. */
  @Nullable DataSource source() {
    return pool.getDataSource();
  }

  PoolFigures figures() {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    return bean == null
        ? new PoolFigures(0, 0, size(), 0)
        : new PoolFigures(
            bean.getActiveConnections(),
            bean.getIdleConnections(),
            size(),
            bean.getThreadsAwaitingConnection() + turns.getQueueLength());
  }

  @Override
  public void close() {
    pool.close();
  }
}
