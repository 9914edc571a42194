package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.PipelineStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbPipelineStoreTest extends PipelineStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
