package io.pitwheel.store.postgresql;

import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkDatabaseContract;
import io.pitwheel.store.network.NetworkStores;
import io.pitwheel.testing.database.DatabaseServer;

final class PostgresqlDatabaseTest extends NetworkDatabaseContract {
  @Override
  protected DatabaseServer server() {
    return DatabaseServer.postgresql();
  }

  @Override
  protected NetworkStores at(DatabaseAccess access, Migrator migrator) {
    return PostgresqlStores.at(access, migrator);
  }
}
