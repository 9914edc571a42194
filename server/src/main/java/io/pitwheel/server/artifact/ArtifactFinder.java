package io.pitwheel.server.artifact;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.Task;
import java.util.List;

/** Finds artifacts, and what lies in them. */
public final class ArtifactFinder {
  private static final int MAX_SHOWN = 200;

  private final ArtifactStore artifacts;

  public ArtifactFinder(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * @throws PipelinesException NOT_FOUND
   */
  Artifact require(String artifactId) {
    return artifacts
        .find(artifactId)
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "finding artifact %s: there is none".formatted(shown(artifactId))));
  }

  /**
   * The first artifact of an output of a task.
   *
   * @throws PipelinesException NOT_FOUND
   */
  Artifact requireOutput(Task task, String name) {
    return task.outputs().artifacts().getOrDefault(name, List.of()).stream()
        .findFirst()
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "finding artifact %s of task %s: there is none (expected: %s)"
                    .formatted(
                        shown(name),
                        task.id(),
                        task.outputs().artifacts().isEmpty()
                            ? "a task with artifacts"
                            : String.join(", ", task.outputs().artifacts().keySet()))));
  }

  /**
   * Where something in an artifact is.
   *
   * @param path relative, with slashes; empty for the artifact itself
   * @throws PipelinesException INVALID_ARGUMENT for a path that would leave it; NOT_FOUND for an
   *     artifact that has no bytes
   */
  static String locationOf(Artifact artifact, String path) {
    if (artifact.uri().isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "reading artifact %s: it has no bytes, only metadata".formatted(artifact.id()));
    }
    if (path.isEmpty()) {
      return artifact.uri();
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw PipelinesException.invalid(
            "path",
            "reading artifact %s, path: %s (expected: a path without parts that are empty, . or ..)"
                .formatted(artifact.id(), shown(path)));
      }
    }
    return artifact.uri() + "/" + path;
  }

  private static String shown(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", "?");
    return flat.length() <= MAX_SHOWN ? flat : flat.substring(0, MAX_SHOWN) + "…";
  }
}
