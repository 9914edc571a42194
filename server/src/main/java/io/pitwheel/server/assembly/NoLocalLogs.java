package io.pitwheel.server.assembly;

import io.pitwheel.launch.TaskLogs;
import io.pitwheel.task.TaskReference;

/** For a server that runs no command itself: all logs are in the object store. */
record NoLocalLogs() implements TaskLogs {
  @Override
  public boolean has(TaskReference task, int attempt) {
    return false;
  }

  @Override
  public byte[] read(TaskReference task, int attempt, long offset, int maxBytes) {
    return new byte[0];
  }
}
