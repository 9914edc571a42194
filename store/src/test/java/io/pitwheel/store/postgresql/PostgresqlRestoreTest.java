package io.pitwheel.store.postgresql;

import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.store.restore.Place;
import io.pitwheel.store.restore.RestoreContract;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;

final class PostgresqlRestoreTest extends RestoreContract {
  @Override
  protected String name() {
    return "PostgreSQL";
  }

  @Override
  protected String fileName() {
    return "database.dump";
  }

  @Override
  protected Place newPlace() {
    DatabaseServer server = DatabaseServer.postgresql();
    TestDatabase database = server.createWhole();
    return new Place(
        server.adminVariables(database),
        () -> PostgresqlPorts.stores(NetworkPorts.access(database)));
  }
}
