package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The connections to one database.
 *
 * @param writers as many write at the same time
 * @param readers as many read at the same time
 * @param patience how long a call waits for a connection, or for its turn to write
 */
public record Pools(HikariDataSource writers, HikariDataSource readers, Duration patience)
    implements AutoCloseable {
  /** Connections by the name of the pool. */
  public Map<String, PoolFigures> figures() {
    return Map.of("writers", figures(writers), "readers", figures(readers));
  }

  private static PoolFigures figures(HikariDataSource pool) {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    return bean == null
        ? new PoolFigures(0, 0, pool.getMaximumPoolSize(), 0)
        : new PoolFigures(
            bean.getActiveConnections(),
            bean.getIdleConnections(),
            pool.getMaximumPoolSize(),
            bean.getThreadsAwaitingConnection());
  }

  /** Whether the database answers in time, as far as it can be asked past the pools. */
  boolean answers(Duration longest) {
    var answer = new CompletableFuture<Boolean>();
    Thread.ofPlatform().daemon().start(() -> answer.complete(isThere()));
    return answer.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private boolean isThere() {
    DataSource source = writers.getDataSource();
    if (source == null) {
      return true;
    }
    try (Connection connection = source.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException exception) {
      return false;
    }
  }

  /** Closes them, and waits for that no longer than given: the database is away. */
  void leave(Duration longest) {
    Thread closing = Thread.ofPlatform().daemon().start(this::close);
    try {
      if (!closing.join(longest)) {
        closing.interrupt();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
