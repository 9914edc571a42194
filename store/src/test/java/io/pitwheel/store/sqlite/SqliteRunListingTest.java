package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.RunListingContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteRunListingTest extends RunListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
