package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.EventLogContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlEventLogTest extends EventLogContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
