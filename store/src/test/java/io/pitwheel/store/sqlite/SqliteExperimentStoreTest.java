package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.ExperimentStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteExperimentStoreTest extends ExperimentStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
