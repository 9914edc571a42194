package io.pitwheel.store.artifact;

import io.pitwheel.store.sqlite.SqlitePorts;
import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.LinkListingContract;
import java.nio.file.Path;

final class SqliteLinkListingTest extends LinkListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
