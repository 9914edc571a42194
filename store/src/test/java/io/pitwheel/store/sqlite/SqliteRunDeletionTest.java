package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.RunDeletionContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteRunDeletionTest extends RunDeletionContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
