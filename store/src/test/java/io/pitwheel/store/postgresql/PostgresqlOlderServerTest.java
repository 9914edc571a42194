package io.pitwheel.store.postgresql;

import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.upgrade.EmptyDatabase;
import io.pitwheel.store.upgrade.EmptyNetworkDatabase;
import io.pitwheel.store.upgrade.OlderServerContract;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;

final class PostgresqlOlderServerTest extends OlderServerContract {
  @Override
  protected EmptyDatabase newDatabase() {
    TestDatabase database = DatabaseServer.postgresql().create();
    return new EmptyNetworkDatabase(
        database, migrator -> PostgresqlStores.at(NetworkPorts.access(database), migrator));
  }
}
