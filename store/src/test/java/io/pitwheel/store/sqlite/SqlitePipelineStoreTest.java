package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.PipelineStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqlitePipelineStoreTest extends PipelineStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
