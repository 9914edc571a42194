package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldProperties;
import java.nio.file.Path;

final class SqliteTaskFoldPropertiesTest extends TaskFoldProperties {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
