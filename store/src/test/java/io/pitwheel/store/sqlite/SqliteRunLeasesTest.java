package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.RunLeasesContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteRunLeasesTest extends RunLeasesContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
