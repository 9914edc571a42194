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

  /**
   * The right to move a run on, for the engine of this server; empty when another server has it. A
   * store that belongs to no server gives it to everybody.
   */
  Optional<RunLead> lead(String runId);

  /** The same runs, for the server of that name: it leads those that it has the lease of. */
  RunStore ownedBy(String server);

  /**
   * The same runs, for whoever has the lead: a change of that run throws what {@link RunLead#lost}
   * makes, and changes nothing, once another server has the run.
   */
  RunStore ledBy(RunLead lead);

  /** Also a run that is being deleted: it ends as every other. */
  Optional<Run> find(String runId);

  /** How a run was made, which never changes; empty also for one that is being deleted. */
  Optional<RunCreation> findCreation(String runId);

  /** Runs that are being deleted are in no list. */
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
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND, also while it is being deleted;
   *     FAILED_PRECONDITION when it is already canceling or has ended
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

  /**
   * Archives a run, whatever its state; it goes on. Nothing of a run that is archived.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  void archive(String runId);

  /**
   * Makes an archived run available again.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when its
   *     experiment is archived or deleted
   */
  void unarchive(String runId);

  /** What became of a run that is to be deleted. */
  enum Deletion {
    /** Its rows are gone. */
    DONE,
    /** It is in no list any more and asked to stop; {@link #finishDeletion} removes the rest. */
    STOPPING,
    /** It has ended and is in no list; {@link #finishDeletion} removes more of its many tasks. */
    REMOVING
  }

  /**
   * Removes a run with its tasks, their links to artifacts, its cache entries and its events, and
   * the artifacts to which no task of another run refers; what is in the object store stays. One
   * that has not ended is hidden and asked to stop first.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND, also while it is being deleted
   */
  Deletion delete(String runId, Instant at);

  /**
   * Removes a run that is being deleted, if it has ended. Of one with many tasks this is a part,
   * and the call is made again.
   */
  Deletion finishDeletion(String runId);

  /** Runs that are being deleted, ended or not. */
  List<String> listDeleting();

  /**
   * Runs that are being deleted and have ended, so that {@link #finishDeletion} removes them;
   * whichever server deletes them, and cheap when there are none.
   *
   * @param limit runs at most
   * @return their ids, those that were asked for first before the others
   */
  List<String> listDeletable(int limit);
}
