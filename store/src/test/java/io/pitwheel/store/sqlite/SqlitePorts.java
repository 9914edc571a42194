package io.pitwheel.store.sqlite;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;
import java.time.Clock;

/** SQLite as the contracts want it. */
public final class SqlitePorts {
  private SqlitePorts() {}

  public static StorePorts open(Path folder) {
    return of(SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC()));
  }

  static StorePorts of(Stores stores) {
    return new StorePorts(
        stores.runs(),
        stores.specifications(),
        stores.tasks(),
        stores.taskReports(),
        stores.taskViews(),
        stores.artifacts(),
        stores.experiments(),
        stores.pipelines(),
        stores.events(),
        stores.submissions(),
        stores.leases(),
        stores.recurringRuns(),
        stores.signingKeys(),
        stores);
  }
}
