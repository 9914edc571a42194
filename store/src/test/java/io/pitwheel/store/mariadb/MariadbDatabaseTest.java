package io.pitwheel.store.mariadb;

import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkDatabaseContract;
import io.pitwheel.store.network.NetworkStores;
import io.pitwheel.testing.database.DatabaseServer;

final class MariadbDatabaseTest extends NetworkDatabaseContract {
  @Override
  protected DatabaseServer server() {
    return DatabaseServer.mariadb();
  }

  @Override
  protected NetworkStores at(DatabaseAccess access, Migrator migrator) {
    return MariadbStores.at(access, migrator);
  }
}
