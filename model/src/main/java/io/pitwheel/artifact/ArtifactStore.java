package io.pitwheel.artifact;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import java.util.Optional;

/**
 * Keeps what is known of artifacts. Errors: {@code UNAVAILABLE} when the database does not answer.
 */
public interface ArtifactStore {
  Optional<Artifact> find(String artifactId);

  /** With all that is kept of it. */
  Optional<KeptArtifact> findKept(String artifactId);

  /**
   * Artifacts of a namespace, page by page.
   *
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a filter that does not fit
   */
  Page<KeptArtifact> list(String namespace, PageRequest page);

  /** The namespace of an artifact; empty when there is no such artifact. */
  Optional<String> namespaceOf(String artifactId);
}
