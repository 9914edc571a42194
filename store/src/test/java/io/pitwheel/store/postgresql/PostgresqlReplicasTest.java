package io.pitwheel.store.postgresql;

import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.store.ReplicasContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;
import java.util.List;

final class PostgresqlReplicasTest extends ReplicasContract {
  @Override
  protected List<StorePorts> openReplicas(Path folder) {
    return NetworkPorts.openTwice(DatabaseServer.postgresql(), PostgresqlPorts::stores);
  }
}
