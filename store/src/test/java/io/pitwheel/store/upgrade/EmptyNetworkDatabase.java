package io.pitwheel.store.upgrade;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.network.NetworkStores;
import io.pitwheel.testing.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * A database on a server of the tests, without tables at first.
 *
 * @param stores the database's kind, with some steps
 */
public record EmptyNetworkDatabase(TestDatabase database, Function<Migrator, NetworkStores> stores)
    implements EmptyDatabase {
  @Override
  public void migrate(List<Migration> steps) {
    stores.apply(new Migrator(steps, Clock.systemUTC())).migrate();
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:" + database.url(), database.user(), database.password());
  }

  @Override
  public Stores open() {
    return stores
        .apply(new Migrator(Migration.shipped(), Clock.systemUTC()))
        .open(Identifiers.random());
  }
}
