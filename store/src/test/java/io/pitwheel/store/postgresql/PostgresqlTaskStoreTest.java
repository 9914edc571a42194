package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskStoreContract;
import java.nio.file.Path;

final class PostgresqlTaskStoreTest extends TaskStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
