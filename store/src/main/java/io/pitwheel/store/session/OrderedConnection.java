package io.pitwheel.store.session;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/**
 * The connection of a session for statements that are not prepared: what waits goes before them.
 */
final class OrderedConnection implements ConnectionProvider {
  private final Connection connection;
  private final Before before;

  /** Sends what waits. */
  @FunctionalInterface
  interface Before {
    void send() throws SQLException;
  }

  OrderedConnection(Connection connection, Before before) {
    this.connection = connection;
    this.before = before;
  }

  @Override
  public Connection acquire() {
    try {
      before.send();
    } catch (SQLException exception) {
      throw new DataAccessException("a statement before this one failed", exception);
    }
    return connection;
  }

  @Override
  public void release(Connection released) {
    // It stays the session's.
  }
}
