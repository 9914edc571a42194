package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.SubmissionQueueContract;
import java.nio.file.Path;

final class MariadbSubmissionQueueTest extends SubmissionQueueContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
