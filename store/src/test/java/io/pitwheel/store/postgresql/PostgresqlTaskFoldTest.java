package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldContract;
import java.nio.file.Path;

final class PostgresqlTaskFoldTest extends TaskFoldContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
