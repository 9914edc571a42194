package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RunRetryContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRunRetryTest extends RunRetryContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
