package io.pitwheel.store.mariadb;

import io.pitwheel.testing.signing.SigningKeysContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbSigningKeysTest extends SigningKeysContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
