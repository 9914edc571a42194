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

  /**
   * The engine has taken them over: their rows go, all in one transaction, but for those that
   * somebody took again in the meantime.
   */
  void complete(List<Submission> taken);

  /**
   * Not now: due again at the given time, with the reason for people. Nothing when somebody took it
   * again in the meantime.
   */
  void postpone(Submission taken, Instant dueAt, String reason);
}
