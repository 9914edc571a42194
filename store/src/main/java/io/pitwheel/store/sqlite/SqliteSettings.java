package io.pitwheel.store.sqlite;

import java.time.Duration;

/**
 * What may be chosen about the file.
 *
 * @param readers connections that read at the same time
 * @param patience how long a call waits for a lock that another process holds, or for its turn,
 *     before it fails
 */
public record SqliteSettings(int readers, Duration patience) {
  public static final SqliteSettings DEFAULT = new SqliteSettings(4, Duration.ofSeconds(10));

  public SqliteSettings {
    if (readers < 1) {
      throw new IllegalArgumentException("readers: " + readers + " (expected: at least 1)");
    }
  }
}
