package io.pitwheel.run;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps runs. Every method is one transaction, synced before it returns. Safe for many threads.
 * Errors as in {@link io.pitwheel.task.TaskStore}.
 */
public interface RunStore {
  /**
   * Writes run, root task (state unspecified), submission and first event. The same creation again
   * (same id, same digest) returns the run that is there.
   *
   * @throws io.pitwheel.failure.PipelinesException ALREADY_EXISTS when another request made that id
   */
  Run create(RunCreation creation);

  Optional<Run> find(String runId);

  Page<Run> list(RunQuery query);

  /** Runs that have not ended, oldest first: what an engine takes up after a restart. */
  List<Run> listUnfinished();

  /**
   * PENDING to RUNNING, the root task with it; nothing when it is RUNNING already. A graph without
   * tasks ends at once.
   *
   * @param expectedChildren tasks directly in the root
   * @return the run as it is afterwards
   */
  Run begin(String runId, int expectedChildren, Instant at);

  /**
   * Asks a run to stop: PENDING, RUNNING and PAUSED become CANCELING.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when it is
   *     already canceling or has ended
   */
  Run requestTermination(String runId, Instant at);

  /**
   * Makes a FAILED run PENDING again, with a submission, and takes back what its failure led to:
   * failed tasks, tasks skipped because of them, and tasks that were never reached will be decided
   * again, under their ids. What succeeded, was cached, or was skipped for another reason is kept.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when it is not
   *     FAILED
   */
  Run retry(String runId, Instant at);

  /**
   * Ends a run at once: every task that has not ended becomes FAILED with the failure, the run
   * becomes FAILED with it. Nothing when it has ended.
   */
  Run endEarly(String runId, TaskFailure failure, Instant at);
}
