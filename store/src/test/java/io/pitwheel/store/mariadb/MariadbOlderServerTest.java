package io.pitwheel.store.mariadb;

import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.upgrade.EmptyDatabase;
import io.pitwheel.store.upgrade.EmptyNetworkDatabase;
import io.pitwheel.store.upgrade.OlderServerContract;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;

final class MariadbOlderServerTest extends OlderServerContract {
  @Override
  protected EmptyDatabase newDatabase() {
    TestDatabase database = DatabaseServer.mariadb().create();
    return new EmptyNetworkDatabase(
        database, migrator -> MariadbStores.at(NetworkPorts.access(database), migrator));
  }
}
