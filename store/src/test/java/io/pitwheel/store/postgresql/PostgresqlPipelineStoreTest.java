package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.PipelineStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlPipelineStoreTest extends PipelineStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
