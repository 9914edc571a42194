package io.pitwheel.bench.database;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;

/** The file in a server's data folder, which is what a server has when nothing is said. */
public record SqliteFile() implements MeasuredDatabase {
  @Override
  public String product() {
    return "SQLite";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Stores stores(Path data) {
    return SqliteStores.open(data.resolve("database"), Identifiers.random(), Clock.systemUTC());
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public void makeEmpty() {
    // All of it is in the folder.
  }

  @Override
  public void dropOthers(Predicate<String> names) {
    // They are in folders of their own.
  }

  @Override
  public void settle() {
    // It does so by itself.
  }
}
