package io.pitwheel.store.network;

import io.pitwheel.store.session.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** One kind of database behind a network, at one address. */
public interface NetworkDatabase {
  Dialect dialect();

  /** Where it is, for messages: no user, no password. */
  String place();

  /** Who connects; empty where the driver knows best. */
  String user();

  /** Connections of the driver, without a pool. */
  DataSource source();

  /**
   * Connections that end with {@link RefusingTrust}'s refusal, before anything is said about who
   * connects.
   */
  DataSource refusing();

  /**
   * Whether a connection was refused since the database shows a certificate of another host. The
   * drivers give no cause for that, and the state of a database that is away.
   */
  boolean isOfAnotherHost(SQLException exception);

  /** Said first on each connection that writes. */
  String firstStatementOfWriters();

  /** Said first on each connection that reads. */
  String firstStatementOfReaders();

  /**
   * Waits for the right to migrate, which the connection keeps until it is closed.
   *
   * @return whether it was had in time
   */
  boolean lockSchema(Connection connection, Duration patience) throws SQLException;

  /**
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION, naming version and
   *     expectation, for one that is too old
   */
  void requireVersion(Connection connection) throws SQLException;
}
