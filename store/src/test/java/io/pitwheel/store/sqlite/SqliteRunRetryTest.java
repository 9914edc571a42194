package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.RunRetryContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteRunRetryTest extends RunRetryContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
