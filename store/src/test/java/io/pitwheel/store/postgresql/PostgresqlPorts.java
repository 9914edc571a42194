package io.pitwheel.store.postgresql;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.store.StorePorts;
import java.time.Clock;

/** The stores of this package as the contracts want them. */
final class PostgresqlPorts {
  private PostgresqlPorts() {}

  static StorePorts open() {
    return NetworkPorts.open(DatabaseServer.postgresql(), PostgresqlPorts::stores);
  }

  static Stores stores(DatabaseAccess access) {
    return PostgresqlStores.open(access, Identifiers.random(), Clock.systemUTC());
  }
}
