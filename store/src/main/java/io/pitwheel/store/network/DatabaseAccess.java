package io.pitwheel.store.network;

import java.time.Duration;

/**
 * Where a database is and how it is used.
 *
 * @param url with or without {@code jdbc:} before it; never holds a password
 * @param user empty for the one in the URL, or the driver's default
 * @param password empty for none
 * @param connections at most, readers and writers together
 * @param patience how long a call waits for a connection, a lock, or its turn, before it fails
 */
public record DatabaseAccess(
    String url, String user, String password, int connections, Duration patience) {
  /** Fewer would leave nobody to read while somebody writes. */
  public static final int MIN_CONNECTIONS = 2;

  private static final int PATIENCES_OF_SILENCE = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  public DatabaseAccess {
    if (connections < MIN_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections: %d (expected: at least %d)".formatted(connections, MIN_CONNECTIONS));
    }
  }

  /** With the usual patience. */
  public static DatabaseAccess of(String url, String user, String password, int connections) {
    return new DatabaseAccess(url, user, password, connections, PATIENCE);
  }

  /**
   * How long a connection may say nothing, whatever was asked: beyond the patience for locks, and
   * then it is gone.
   */
  public Duration silence() {
    return patience.multipliedBy(PATIENCES_OF_SILENCE);
  }

  int writers() {
    return connections / 2;
  }

  int readers() {
    return connections - writers();
  }

  /** Tells everything but the password. */
  @Override
  public String toString() {
    return "DatabaseAccess[url=%s, user=%s, connections=%d, patience=%s]"
        .formatted(url, user, connections, patience);
  }
}
