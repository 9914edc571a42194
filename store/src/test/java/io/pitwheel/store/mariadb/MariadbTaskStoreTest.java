package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskStoreContract;
import java.nio.file.Path;

final class MariadbTaskStoreTest extends TaskStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
