package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.ArtifactImportContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class MariadbArtifactImportTest extends ArtifactImportContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
