package io.pitwheel.testing.database;

import java.util.Map;

/**
 * An empty database on a server of the tests.
 *
 * @param url as users write it, without user and password
 * @param name of the schema or database, for statements by {@link DatabaseServer#execute}
 */
public record TestDatabase(String url, String name, String user, String password) {
  /** What a server is told to use it, by the names of its settings in a file. */
  public Map<String, String> settings() {
    return Map.of("database.url", url, "database.user", user, "database.password", password);
  }

  /** The same as variables of a process. */
  public Map<String, String> variables() {
    return Map.of(
        "PITWHEEL_DATABASE_URL",
        url,
        "PITWHEEL_DATABASE_USER",
        user,
        "PITWHEEL_DATABASE_PASSWORD",
        password);
  }
}
