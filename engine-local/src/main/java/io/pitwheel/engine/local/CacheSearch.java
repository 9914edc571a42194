package io.pitwheel.engine.local;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.TaskStore;
import java.util.Set;

/** Finds earlier outputs that can still be used: those whose artifacts are still there. */
final class CacheSearch {
  /** Artifacts that live in their metadata and have no bytes. */
  private static final Set<String> WITHOUT_BYTES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private CacheSearch() {}

  static CacheLookup of(TaskStore tasks, ObjectStore objects, String namespace) {
    return fingerprint ->
        tasks.findReusable(namespace, fingerprint).filter(found -> isComplete(objects, found));
  }

  private static boolean isComplete(ObjectStore objects, CachedTask found) {
    return found.outputs().artifacts().values().stream()
        .flatMap(java.util.Collection::stream)
        .allMatch(artifact -> isThere(objects, artifact));
  }

  private static boolean isThere(ObjectStore objects, Artifact artifact) {
    return artifact.uri().isEmpty()
        || WITHOUT_BYTES.contains(artifact.schemaTitle())
        || objects.exists(artifact.uri());
  }
}
