package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RunStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRunStoreTest extends RunStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
