package io.pitwheel.bench.database;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.postgresql.PostgresqlStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** One database of the bench's own cluster. */
public record PostgresqlDatabase(PostgresqlCluster cluster, String name)
    implements MeasuredDatabase {
  private static final int CONNECTIONS = 4;

  @Override
  public String product() {
    return "PostgreSQL";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "database.url", cluster.url(name),
        "database.user", PostgresqlCluster.USER,
        "database.password", cluster.password());
  }

  /** Settings of a server whose statements the cluster writes into its log. */
  public Map<String, String> loggedSettings() {
    var settings = new HashMap<>(settings());
    settings.put("database.url", cluster.url(name) + "?options=-c%20log_statement=all");
    return settings;
  }

  /** Rows that are written together become one statement. */
  @Override
  public Stores stores(Path data) {
    return PostgresqlStores.open(
        DatabaseAccess.of(
            cluster.url(name) + "?reWriteBatchedInserts=true",
            PostgresqlCluster.USER,
            cluster.password(),
            CONNECTIONS),
        Identifiers.random(),
        Clock.systemUTC());
  }

  @Override
  public boolean isThere() throws IOException, InterruptedException {
    return cluster.names().contains(name);
  }

  @Override
  public void makeEmpty() throws IOException, InterruptedException {
    cluster.makeEmpty(name);
  }

  @Override
  public void dropOthers(Predicate<String> names) throws IOException, InterruptedException {
    for (String other : cluster.names()) {
      if (names.test(other)) {
        cluster.drop(other);
      }
    }
  }

  @Override
  public void settle() throws IOException, InterruptedException {
    cluster.execute(name, "vacuum analyze");
  }
}
