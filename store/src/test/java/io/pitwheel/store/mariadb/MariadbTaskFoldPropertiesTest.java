package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldProperties;
import java.nio.file.Path;

final class MariadbTaskFoldPropertiesTest extends TaskFoldProperties {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }

  @Override
  protected int plays() {
    return 12;
  }
}
