package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldContract;
import java.nio.file.Path;

final class MariadbTaskFoldTest extends TaskFoldContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
