package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.ArtifactListingContract;
import java.nio.file.Path;

final class PostgresqlArtifactListingTest extends ArtifactListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
