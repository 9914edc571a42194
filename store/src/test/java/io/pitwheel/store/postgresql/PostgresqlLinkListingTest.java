package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.LinkListingContract;
import java.nio.file.Path;

final class PostgresqlLinkListingTest extends LinkListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
