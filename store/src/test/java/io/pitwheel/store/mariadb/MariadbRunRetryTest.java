package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RunRetryContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRunRetryTest extends RunRetryContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
