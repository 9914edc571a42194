package io.pitwheel.engine.argo.driving;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tasks whose database does not answer for so many calls, with a disk that was full. */
record AwayTaskStore(TaskStore store, AtomicInteger refusals) implements TaskStore {
  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    refuse();
    return store.record(runId, graph, changes);
  }

  @Override
  public TaskStore ledBy(RunLead lead) {
    return new AwayTaskStore(store.ledBy(lead), refusals);
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

  private void refuse() {
    if (refusals.getAndDecrement() > 0) {
      throw new PipelinesException(
          refusals.get() % 2 == 0 ? ErrorCode.UNAVAILABLE : ErrorCode.RESOURCE_EXHAUSTED,
          "the database of this test");
    }
  }
}
