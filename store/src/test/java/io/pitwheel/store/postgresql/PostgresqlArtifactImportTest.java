package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.ArtifactImportContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class PostgresqlArtifactImportTest extends ArtifactImportContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
