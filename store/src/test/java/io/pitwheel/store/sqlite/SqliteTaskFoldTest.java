package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskFoldContract;
import java.nio.file.Path;

final class SqliteTaskFoldTest extends TaskFoldContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
