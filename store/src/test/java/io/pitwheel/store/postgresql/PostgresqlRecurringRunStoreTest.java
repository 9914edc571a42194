package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.RecurringRunStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlRecurringRunStoreTest extends RecurringRunStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
