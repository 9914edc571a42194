package io.pitwheel.launch;

import io.pitwheel.task.TaskReference;

/** Reads what the commands of tasks printed, also while they print. Safe for many threads. */
public interface TaskLogs {
  /**
   * Whether this server has the log of an attempt, be it empty.
   *
   * @param attempt from 1
   */
  boolean has(TaskReference task, int attempt);

  /**
   * The bytes from an offset, as they were printed.
   *
   * @param attempt from 1
   * @param maxBytes the most that is returned
   * @return empty at or beyond the end, and when nothing was printed
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE with the place when it cannot be
   *     read
   */
  byte[] read(TaskReference task, int attempt, long offset, int maxBytes);
}
