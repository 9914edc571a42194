package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.ExperimentStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlExperimentStoreTest extends ExperimentStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
