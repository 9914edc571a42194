package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RunStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRunStoreTest extends RunStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
