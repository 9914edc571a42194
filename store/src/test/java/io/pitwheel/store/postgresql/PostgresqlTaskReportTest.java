package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.TaskReportContract;
import java.nio.file.Path;

final class PostgresqlTaskReportTest extends TaskReportContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
