package io.pitwheel.store.restore;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRestoreTest extends RestoreContract {
  @TempDir Path places;
  private int made;

  @Override
  protected String name() {
    return "SQLite";
  }

  @Override
  protected String fileName() {
    return "database.sqlite";
  }

  @Override
  protected Place newPlace() {
    made++;
    Path data = places.resolve("data-" + made);
    return new Place(
        Map.of("DATA", data.toString()),
        () -> SqliteStores.open(data.resolve("database"), Identifiers.random(), Clock.systemUTC()));
  }
}
