package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RunDeletionContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRunDeletionTest extends RunDeletionContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
