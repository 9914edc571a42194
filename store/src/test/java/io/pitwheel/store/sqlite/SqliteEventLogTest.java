package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.EventLogContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteEventLogTest extends EventLogContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
