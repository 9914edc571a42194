package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.TaskStoreContract;
import java.nio.file.Path;

final class SqliteTaskStoreTest extends TaskStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
