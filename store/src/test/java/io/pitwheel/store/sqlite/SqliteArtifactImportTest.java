package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.ArtifactImportContract;
import io.pitwheel.testing.store.StorePorts;
import java.nio.file.Path;

final class SqliteArtifactImportTest extends ArtifactImportContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
