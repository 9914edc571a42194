package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.ArtifactListingContract;
import java.nio.file.Path;

final class MariadbArtifactListingTest extends ArtifactListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
