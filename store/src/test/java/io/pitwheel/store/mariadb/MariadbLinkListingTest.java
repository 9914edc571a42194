package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.LinkListingContract;
import java.nio.file.Path;

final class MariadbLinkListingTest extends LinkListingContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
