package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.RecurringRunStoreContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbRecurringRunStoreTest extends RecurringRunStoreContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
