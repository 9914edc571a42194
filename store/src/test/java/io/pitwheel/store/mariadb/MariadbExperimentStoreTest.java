package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.ExperimentStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbExperimentStoreTest extends ExperimentStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
