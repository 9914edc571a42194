package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.time.Duration;
import java.util.Map;

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

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
