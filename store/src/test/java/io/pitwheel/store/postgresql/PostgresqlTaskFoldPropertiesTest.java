package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldProperties;
import java.nio.file.Path;

final class PostgresqlTaskFoldPropertiesTest extends TaskFoldProperties {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }

  @Override
  protected int plays() {
    return 12;
  }
}
