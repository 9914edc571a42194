package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.RunStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteRunStoreTest extends RunStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
