package io.pitwheel.objectstore;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether outputs of earlier tasks can still be used: whether the bytes are there. */
public final class ArtifactPresence {
  /** Artifacts that live in their metadata and have no bytes. */
  private static final Set<String> WITHOUT_BYTES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private final ObjectStore objects;

  public ArtifactPresence(ObjectStore objects) {
    this.objects = objects;
  }

  /** The first artifact whose bytes are gone. Errors as of {@link ObjectStore#exists}. */
  public Optional<Artifact> findLost(TaskValues outputs) {
    return outputs.artifacts().values().stream()
        .flatMap(List::stream)
        .filter(artifact -> !isThere(artifact))
        .findFirst();
  }

  private boolean isThere(Artifact artifact) {
    return artifact.uri().isEmpty()
        || WITHOUT_BYTES.contains(artifact.schemaTitle())
        || objects.exists(artifact.uri());
  }
}
