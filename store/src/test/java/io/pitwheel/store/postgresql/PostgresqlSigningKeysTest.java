package io.pitwheel.store.postgresql;

import io.pitwheel.testing.signing.SigningKeysContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlSigningKeysTest extends SigningKeysContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
