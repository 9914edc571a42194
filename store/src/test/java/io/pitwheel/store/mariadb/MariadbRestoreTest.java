package io.pitwheel.store.mariadb;

import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.restore.Place;
import io.pitwheel.store.restore.RestoreContract;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;

final class MariadbRestoreTest extends RestoreContract {
  @Override
  protected String name() {
    return "MariaDB";
  }

  @Override
  protected String fileName() {
    return "database.sql";
  }

  @Override
  protected Place newPlace() {
    DatabaseServer server = DatabaseServer.mariadb();
    TestDatabase database = server.createWhole();
    return new Place(
        server.adminVariables(database), () -> MariadbPorts.stores(NetworkPorts.access(database)));
  }
}
