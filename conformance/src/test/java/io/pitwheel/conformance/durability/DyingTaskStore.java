package io.pitwheel.conformance.durability;

import io.pitwheel.run.RunLead;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The real store with a point before and after every commit. */
final class DyingTaskStore implements TaskStore {
  private final TaskStore store;
  private final Countdown countdown;

  DyingTaskStore(TaskStore store, Countdown countdown) {
    this.store = store;
    this.countdown = countdown;
  }

  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    countdown.cross();
    RecordedChanges recorded = store.record(runId, graph, changes);
    countdown.cross();
    return recorded;
  }

  @Override
  public TaskStore ledBy(RunLead lead) {
    return new DyingTaskStore(store.ledBy(lead), countdown);
  }

  @Override
  public List<Task> list(String runId) {
    return store.list(runId);
  }

  @Override
  public Optional<Task> find(String taskId) {
    return store.find(taskId);
  }

  @Override
  public List<TaskAttempt> attempts(String taskId) {
    return store.attempts(taskId);
  }

  @Override
  public Optional<CachedTask> findReusable(String namespace, CacheFingerprint fingerprint) {
    return store.findReusable(namespace, fingerprint);
  }

  @Override
  public Optional<CachedTask> findReusableOf(
      String namespace, String pipelineName, CacheFingerprint fingerprint) {
    return store.findReusableOf(namespace, pipelineName, fingerprint);
  }

  @Override
  public boolean hasReusable(String namespace, String algorithm) {
    return store.hasReusable(namespace, algorithm);
  }

  @Override
  public Optional<EarlierTask> findNearest(
      String namespace, String pipelineName, ScopePath path, @Nullable IterationVector iteration) {
    return store.findNearest(namespace, pipelineName, path, iteration);
  }
}
