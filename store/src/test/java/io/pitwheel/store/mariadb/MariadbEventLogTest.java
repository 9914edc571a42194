package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.EventLogContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbEventLogTest extends EventLogContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
