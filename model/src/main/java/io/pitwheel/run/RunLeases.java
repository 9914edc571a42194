package io.pitwheel.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of several servers moves a run on. A lease is taken with the submission of a run ({@code
 * SubmissionQueue.take}), prolonged while its owner lives, and gone when the run has ended; when it
 * runs out, another server goes on with the run.
 */
public interface RunLeases {
  /** Prolongs everything the owner has until {@code now + lease}; answers how many runs. */
  int prolong(String owner, Instant now, Duration lease);

  /**
   * Takes runs that were begun, or given to an engine that never began them, have not ended, and
   * that no living server has, until {@code now + lease}.
   *
   * @param limit runs at most
   * @return their ids, oldest first
   */
  List<String> takeAbandoned(String owner, Instant now, Duration lease, int limit);

  /** The server that has the lease of a run, be it that it died since; empty when none has. */
  Optional<String> holder(String runId);

  /**
   * Gives back everything the owner has, submissions that it had in hand too: it is ending, or has
   * just started.
   */
  void leaveAll(String owner);
}
