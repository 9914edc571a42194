package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RunListingContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRunListingTest extends RunListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
