package io.pitwheel.task;

/**
 * What a graph's row knows of the tasks inside it: how many there will be and how many have ended,
 * by how they ended. {@code expected} is exact because skipped tasks are written and counted too.
 */
public record TaskCounters(int expected, int succeeded, int cached, int skipped, int failed) {
  public static TaskCounters expecting(int expected) {
    return new TaskCounters(expected, 0, 0, 0, 0);
  }

  public int ended() {
    return succeeded + cached + skipped + failed;
  }

  public boolean isComplete() {
    return ended() >= expected;
  }
}
