package io.pitwheel.engine.local;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskStore;
import io.pitwheel.value.JsonValue.JsonSpilled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds earlier outputs that can still be used: those whose artifacts are still there. Belongs to
 * one run and its thread.
 */
final class CacheSearch implements CacheLookup {
  /** Artifacts that live in their metadata and have no bytes. */
  private static final Set<String> WITHOUT_BYTES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private final TaskStore tasks;
  private final ObjectStore objects;
  private final RunFacts run;
  private final boolean usesMigrated;

  /**
   * Asked once a place, so that ten thousand iterations of a first run do not each ask for what is
   * not there.
   */
  private final Map<ScopePath, Optional<EarlierTask>> nearest = new HashMap<>();

  /** Asked once, at the first miss; entries are taken over while nothing runs. Null until then. */
  private @Nullable Boolean hasMigrated;

  private List<String> passedOver = List.of();

  CacheSearch(LocalEngineParts parts, RunFacts run) {
    this.tasks = parts.tasks();
    this.objects = parts.objects();
    this.run = run;
    this.usesMigrated = parts.caching().usesMigrated();
  }

  @Override
  public Optional<CachedTask> find(CacheFingerprint fingerprint) {
    passedOver = List.of();
    return tasks.findReusable(run.namespace(), fingerprint).filter(this::isComplete);
  }

  @Override
  public Optional<CachedTask> findMigrated(Supplier<CacheFingerprint> fingerprint) {
    if (!mayFindMigrated()) {
      return Optional.empty();
    }
    return tasks
        .findReusableOf(run.namespace(), run.pipelineName(), fingerprint.get())
        .filter(this::isComplete);
  }

  private boolean mayFindMigrated() {
    if (hasMigrated == null) {
      hasMigrated = usesMigrated && tasks.hasReusable(run.namespace(), CacheFingerprint.MIGRATED);
    }
    return hasMigrated;
  }

  @Override
  public List<String> passedOver() {
    return passedOver;
  }

  @Override
  public Optional<EarlierTask> nearest(ScopePath path, IterationVector iteration) {
    Optional<EarlierTask> ofPlace =
        nearest.computeIfAbsent(
            path, _ -> tasks.findNearest(run.namespace(), run.pipelineName(), path, null));
    if (ofPlace.isEmpty() || iteration.indices().isEmpty()) {
      return ofPlace;
    }
    return tasks
        .findNearest(run.namespace(), run.pipelineName(), path, iteration)
        .or(() -> ofPlace);
  }

  private boolean isComplete(CachedTask found) {
    Optional<Artifact> lost =
        found.outputs().artifacts().values().stream()
            .flatMap(List::stream)
            .filter(artifact -> !isThere(artifact))
            .findFirst();
    lost.ifPresent(artifact ->
        passedOver =
            List.of(
                "task %s of run %s is equal, but its artifact %s is gone"
                    .formatted(found.taskId(), found.runId(), artifact.uri())));
    return lost.isEmpty() && hasLargeValues(found);
  }

  private boolean hasLargeValues(CachedTask found) {
    Optional<JsonSpilled> lost =
        found.outputs().parameters().values().stream()
            .filter(JsonSpilled.class::isInstance)
            .map(JsonSpilled.class::cast)
            .filter(spilled -> !objects.exists(spilled.location()))
            .findFirst();
    lost.ifPresent(spilled ->
        passedOver =
            List.of(
                "task %s of run %s is equal, but its large value %s is gone"
                    .formatted(found.taskId(), found.runId(), spilled.location())));
    return lost.isEmpty();
  }

  private boolean isThere(Artifact artifact) {
    return artifact.uri().isEmpty()
        || WITHOUT_BYTES.contains(artifact.schemaTitle())
        || objects.exists(artifact.uri());
  }
}
