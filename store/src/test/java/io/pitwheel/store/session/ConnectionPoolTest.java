package io.pitwheel.store.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pitwheel.store.failure.OwnTrouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection, and more who want it. */
@Timeout(60)
class ConnectionPoolTest {
  private final HikariDataSource source = source();
  private final Reach reach = new Reach();

  private static HikariDataSource source() {
    var one = new HikariConfig();
    one.setJdbcUrl("jdbc:sqlite::memory:");
    one.setMaximumPoolSize(1);
    return new HikariDataSource(one);
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void isLentInTheOrderInWhichItWasAskedFor() throws Exception {
    var pool = new ConnectionPool(source, Duration.ofSeconds(30));
    List<String> order = new CopyOnWriteArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ConnectionPool.Lent lent = pool.lend(reach);
      Future<?> first = threads.submit(() -> lendAndNote(pool, order, "first"));
      while (pool.figures().waiting() == 0) {
        Thread.onSpinWait();
      }
      lent.close();
      lendAndNote(pool, order, "second");
      first.get();
    }
    assertThat(order).containsExactly("first", "second");
  }

  private Void lendAndNote(ConnectionPool pool, List<String> order, String name)
      throws SQLException {
    try (ConnectionPool.Lent _ = pool.lend(reach)) {
      order.add(name);
    }
    return null;
  }

  @Test
  void saysThatAllAreBusyAndNotThatTheDatabaseIsAway() throws SQLException {
    var pool = new ConnectionPool(source, Duration.ofMillis(1));
    try (ConnectionPool.Lent _ = pool.lend(reach)) {
      assertThatThrownBy(() -> pool.lend(reach))
          .isInstanceOf(OwnTrouble.class)
          .hasMessageContaining("none of 1 connections came free in 1 ms")
          .hasMessageContaining("database.connections");
    }
    assertThat(reach.isAway()).isFalse();
    pool.lend(reach).close();
  }

  @Test
  void doesNotAskAgainForWhatOthersWereJustRefused() throws Exception {
    var pool = new ConnectionPool(source, Duration.ofSeconds(30));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ConnectionPool.Lent lent = pool.lend(reach);
      Future<?> waiting = threads.submit(() -> pool.lend(reach));
      while (pool.figures().waiting() == 0) {
        Thread.onSpinWait();
      }
      reach.wentAway();
      lent.close();
      assertThatThrownBy(waiting::get)
          .hasRootCauseInstanceOf(OwnTrouble.class)
          .hasRootCauseMessage("it was away when it was asked a moment ago");
    }
    pool.lend(reach).close();
  }
}
