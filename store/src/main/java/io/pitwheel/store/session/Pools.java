package io.pitwheel.store.session;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The connections to one database. */
public final class Pools implements AutoCloseable {
  private final ConnectionPool writers;
  private final ConnectionPool readers;
  private final Duration patience;

  /**
   * @param writers as many write at the same time
   * @param readers as many read at the same time
   * @param patience how long a call waits for its turn to have a connection, or to write
   */
  public Pools(HikariDataSource writers, HikariDataSource readers, Duration patience) {
    this.writers = new ConnectionPool(writers, patience);
    this.readers = new ConnectionPool(readers, patience);
    this.patience = patience;
  }

  ConnectionPool writers() {
    return writers;
  }

  ConnectionPool readers() {
    return readers;
  }

  Duration patience() {
    return patience;
  }

  /** Connections by the name of the pool. */
  public Map<String, PoolFigures> figures() {
    return Map.of("writers", writers.figures(), "readers", readers.figures());
  }

  /** Whether the database answers in time, as far as it can be asked past the pools. */
  boolean answers(Duration longest) {
    var answer = new CompletableFuture<Boolean>();
    Thread.ofPlatform().daemon().start(() -> answer.complete(isThere()));
    return answer.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private boolean isThere() {
    DataSource source = writers.source();
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
