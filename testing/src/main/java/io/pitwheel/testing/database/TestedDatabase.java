package io.pitwheel.testing.database;

import java.util.Map;
import java.util.Optional;

/**
 * What a whole server keeps its state in, for tests that run once on each. A test that is given its
 * constants runs on every database that users may choose.
 */
public enum TestedDatabase {
  /** The file in the data folder. */
  SQLITE,
  POSTGRESQL,
  MARIADB;

  /** A new database without tables; none where the server makes its own file. */
  public Optional<TestDatabase> create() {
    return switch (this) {
      case SQLITE -> Optional.empty();
      case POSTGRESQL -> Optional.of(DatabaseServer.postgresql().create());
      case MARIADB -> Optional.of(DatabaseServer.mariadb().create());
    };
  }

  /** The settings of a server on a new database, by their names in a file. */
  public Map<String, String> settings() {
    return create().map(TestDatabase::settings).orElse(Map.of());
  }

  /** The same as variables of a process. */
  public Map<String, String> variables() {
    return create().map(TestDatabase::variables).orElse(Map.of());
  }
}
