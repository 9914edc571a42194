package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RunDeletionContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRunDeletionTest extends RunDeletionContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
