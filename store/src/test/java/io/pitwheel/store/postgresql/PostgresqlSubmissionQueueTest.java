package io.pitwheel.store.postgresql;

import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.testing.store.SubmissionQueueContract;
import java.nio.file.Path;

final class PostgresqlSubmissionQueueTest extends SubmissionQueueContract {
  @Override
  protected StorePorts open(Path folder) {
    return PostgresqlPorts.open();
  }
}
