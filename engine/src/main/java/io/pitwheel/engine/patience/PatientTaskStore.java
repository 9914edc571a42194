package io.pitwheel.engine.patience;

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

/** Tasks in a store that may be away for a while: a run waits for it and does not fail. */
public record PatientTaskStore(TaskStore store, StorePatience patience) implements TaskStore {
  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    return patience.insist(() -> store.record(runId, graph, changes));
  }

  @Override
  public TaskStore ledBy(RunLead lead) {
    return new PatientTaskStore(store.ledBy(lead), patience);
  }

  @Override
  public List<Task> list(String runId) {
    return patience.insist(() -> store.list(runId));
  }

  @Override
  public Optional<Task> find(String taskId) {
    return patience.insist(() -> store.find(taskId));
  }

  @Override
  public List<TaskAttempt> attempts(String taskId) {
    return patience.insist(() -> store.attempts(taskId));
  }

  @Override
  public Optional<CachedTask> findReusable(String namespace, CacheFingerprint fingerprint) {
    return patience.insist(() -> store.findReusable(namespace, fingerprint));
  }

  @Override
  public Optional<CachedTask> findReusableOf(
      String namespace, String pipelineName, CacheFingerprint fingerprint) {
    return patience.insist(() -> store.findReusableOf(namespace, pipelineName, fingerprint));
  }

  @Override
  public boolean hasReusable(String namespace, String algorithm) {
    return patience.insist(() -> store.hasReusable(namespace, algorithm));
  }

  @Override
  public Optional<EarlierTask> findNearest(
      String namespace, String pipelineName, ScopePath path, @Nullable IterationVector iteration) {
    return patience.insist(() -> store.findNearest(namespace, pipelineName, path, iteration));
  }
}
