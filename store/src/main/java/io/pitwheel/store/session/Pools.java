package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * The connections to one database.
 *
 * @param writers as many write at the same time
 * @param readers as many read at the same time
 * @param patience how long a call waits for a connection, or for its turn to write
 */
public record Pools(HikariDataSource writers, HikariDataSource readers, Duration patience)
    implements AutoCloseable {
  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
