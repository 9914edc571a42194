package io.pitwheel.submission;

import java.time.Instant;

/**
 * A run that an engine still has to be told of.
 *
 * @param attempts how often it was taken, this time included
 */
public record Submission(String id, String runId, Kind kind, int attempts, Instant createdAt) {
  /** What to tell the engine. */
  public enum Kind {
    START,
    TERMINATE,
    RETRY
  }
}
