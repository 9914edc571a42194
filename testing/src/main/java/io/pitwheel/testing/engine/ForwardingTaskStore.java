package io.pitwheel.testing.engine;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that reads as another does; how it writes is what a test is about. */
public abstract class ForwardingTaskStore implements TaskStore {
  private final TaskStore store;

  protected ForwardingTaskStore(TaskStore store) {
    this.store = store;
  }

  /** Where everything goes in the end. */
  protected final TaskStore store() {
    return store;
  }

  @Override
  public final List<Task> list(String runId) {
    return store.list(runId);
  }

  @Override
  public final Optional<Task> find(String taskId) {
    return store.find(taskId);
  }

  @Override
  public final List<TaskAttempt> attempts(String taskId) {
    return store.attempts(taskId);
  }

  @Override
  public final Optional<CachedTask> findReusable(String namespace, CacheFingerprint fingerprint) {
    return store.findReusable(namespace, fingerprint);
  }

  @Override
  public final Optional<CachedTask> findReusableOf(
      String namespace, String pipelineName, CacheFingerprint fingerprint) {
    return store.findReusableOf(namespace, pipelineName, fingerprint);
  }

  @Override
  public final boolean hasReusable(String namespace, String algorithm) {
    return store.hasReusable(namespace, algorithm);
  }

  @Override
  public final Optional<EarlierTask> findNearest(
      String namespace, String pipelineName, ScopePath path, @Nullable IterationVector iteration) {
    return store.findNearest(namespace, pipelineName, path, iteration);
  }
}
