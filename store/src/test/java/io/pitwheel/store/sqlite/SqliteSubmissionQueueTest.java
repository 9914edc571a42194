package io.pitwheel.store.sqlite;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.SubmissionQueueContract;
import java.nio.file.Path;

final class SqliteSubmissionQueueTest extends SubmissionQueueContract {
  @Override
  protected StorePorts open(Path folder) {
    return SqlitePorts.open(folder);
  }
}
