package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RunListingContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRunListingTest extends RunListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
