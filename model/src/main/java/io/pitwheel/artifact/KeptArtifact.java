package io.pitwheel.artifact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An artifact with all that is kept of it.
 *
 * @param description for people; empty for none
 * @param numberValue of a metric that is one number; null for all others
 */
public record KeptArtifact(
    Artifact artifact,
    String namespace,
    String description,
    @Nullable Double numberValue,
    Instant createdAt) {
  /** The same under another id. */
  public KeptArtifact withId(String id) {
    return new KeptArtifact(artifact.withId(id), namespace, description, numberValue, createdAt);
  }
}
