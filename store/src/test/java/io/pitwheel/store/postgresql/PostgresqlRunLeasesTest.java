package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RunLeasesContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRunLeasesTest extends RunLeasesContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
