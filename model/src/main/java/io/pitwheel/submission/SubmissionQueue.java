package io.pitwheel.submission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The outbox. Rows are written by {@code RunStore.create} and {@code requestTermination}; here they
 * are taken under a lease, so that of many replicas one acts, and another does when that one dies.
 */
public interface SubmissionQueue {
  /** Takes at most {@code limit} due submissions for the owner until {@code now + lease}. */
  List<Submission> take(String owner, int limit, Instant now, Duration lease);

  /** The engine has taken it over: the row goes. */
  void complete(String submissionId);

  /** Not now: due again at the given time, with the reason for people. */
  void postpone(String submissionId, Instant dueAt, String reason);
}
