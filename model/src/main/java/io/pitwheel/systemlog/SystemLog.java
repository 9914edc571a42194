package io.pitwheel.systemlog;

import java.util.List;

/**
 * Takes what the system says about tasks. Lines are derived from what is recorded: losing them
 * loses nothing that the rows of a run do not tell, and no trouble of a log fails a task. Safe for
 * many threads.
 */
public interface SystemLog {
  /**
   * Takes an entry, to be written soon; waits only while too many wait already. An entry with the
   * location of an earlier one takes its place.
   */
  void write(SystemLogEntry entry);

  /**
   * Waits until what was taken of a run is written.
   *
   * @return what could not be, since the last call for that run
   */
  List<Trouble> flush(String runId);

  /** Whether lines stand at a location. */
  boolean isWritten(String location);

  /**
   * A log that is not there.
   *
   * @param message for people, with the place
   */
  record Trouble(String taskId, String message) {}
}
