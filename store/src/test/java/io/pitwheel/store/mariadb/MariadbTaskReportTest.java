package io.pitwheel.store.mariadb;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.TaskReportContract;
import java.nio.file.Path;

final class MariadbTaskReportTest extends TaskReportContract {
  @Override
  protected StorePorts open(Path folder) {
    return MariadbPorts.open();
  }
}
