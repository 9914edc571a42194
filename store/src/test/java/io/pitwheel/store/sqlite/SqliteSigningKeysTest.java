package io.pitwheel.store.sqlite;

import io.pitwheel.testing.signing.SigningKeysContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteSigningKeysTest extends SigningKeysContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
