package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RunLeasesContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRunLeasesTest extends RunLeasesContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
