package io.pitwheel.artifact;

import java.util.Optional;

/**
 * Keeps what is known of artifacts. Errors: {@code UNAVAILABLE} when the database does not answer.
 */
public interface ArtifactStore {
  Optional<Artifact> find(String artifactId);

  /** The namespace of an artifact; empty when there is no such artifact. */
  Optional<String> namespaceOf(String artifactId);
}
