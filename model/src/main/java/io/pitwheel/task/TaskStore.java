package io.pitwheel.task;

import io.pitwheel.run.RunLead;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks. Every method is one transaction, synced before it returns. Safe for many threads.
 *
 * <p>Errors of every method: {@code UNAVAILABLE} when the database does not answer or is locked,
 * {@code RESOURCE_EXHAUSTED} when its disk is full; both name the database's place.
 */
public interface TaskStore {
  /**
   * Records changes of one run in order, with their events, and folds every ended task into the
   * graphs around it: counters, outputs (as the graph's {@code dag.outputs} select them; of a loop
   * one entry an iteration), state, and at the root the state of the run. Repeating a call changes
   * nothing.
   *
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION when a change contradicts a
   *     terminal state, or the run has ended; NOT_FOUND for an unknown run or task
   */
  RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes);

  /** The same tasks, for whoever leads a run: as {@link io.pitwheel.run.RunStore#ledBy}. */
  TaskStore ledBy(RunLead lead);

  /** All tasks of a run, the root included, in the order of their creation. */
  List<Task> list(String runId);

  Optional<Task> find(String taskId);

  /** Every attempt of a task, first to last. */
  List<TaskAttempt> attempts(String taskId);

  /** The newest succeeded task of the namespace with this fingerprint. */
  Optional<CachedTask> findReusable(String namespace, CacheFingerprint fingerprint);

  /**
   * As {@link #findReusable}, of one pipeline only: for fingerprints that do not tell pipelines.
   */
  Optional<CachedTask> findReusableOf(
      String namespace, String pipelineName, CacheFingerprint fingerprint);

  /** Whether any succeeded task of the namespace has a fingerprint of this algorithm. */
  boolean hasReusable(String namespace, String algorithm);

  /**
   * The newest succeeded task with a fingerprint at a place.
   *
   * @param iteration null for any
   */
  Optional<EarlierTask> findNearest(
      String namespace, String pipelineName, ScopePath path, @Nullable IterationVector iteration);
}
