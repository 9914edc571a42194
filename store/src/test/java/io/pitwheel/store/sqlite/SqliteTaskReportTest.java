package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.report.TaskReportContract;
import java.nio.file.Path;

final class SqliteTaskReportTest extends TaskReportContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
