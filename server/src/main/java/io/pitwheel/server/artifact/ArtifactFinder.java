package io.pitwheel.server.artifact;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.access.NamespacePlaces;
import io.pitwheel.task.Task;
import java.nio.file.Path;
import java.util.List;

/** Finds artifacts, and what lies in them. */
public final class ArtifactFinder {
  private static final int MAX_SHOWN = 200;

  private final ArtifactStore artifacts;
  private final LocalFolders localFolders;
  private final NamespacePlaces places;

  /**
   * @param localFolders what of this machine is handed out
   * @param places whose bytes are whose
   */
  public ArtifactFinder(
      ArtifactStore artifacts, LocalFolders localFolders, NamespacePlaces places) {
    this.artifacts = artifacts;
    this.localFolders = localFolders;
    this.places = places;
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
   *     artifact that has no bytes; PERMISSION_DENIED for one on this machine whose bytes are none
   *     of those that are handed out, and for one whose bytes are not its namespace's
   */
  String locationOf(Artifact artifact, String path) {
    if (artifact.uri().isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "reading artifact %s: it has no bytes, only metadata".formatted(artifact.id()));
    }
    requireRelative(artifact, path);
    String location = path.isEmpty() ? artifact.uri() : artifact.uri() + "/" + path;
    requireServed(artifact, location);
    requireOwn(artifact, location);
    return location;
  }

  /** Whoever may make an artifact may tell any uri, that of another team's object, too. */
  private void requireOwn(Artifact artifact, String location) {
    if (places.areApart()) {
      places.requireRead(
          "reading artifact " + artifact.id(),
          artifacts.namespaceOf(artifact.id()).orElse(""),
          location);
    }
  }

  /** Components and importers may call any file of this machine an artifact. */
  private void requireServed(Artifact artifact, String location) {
    if (location.startsWith("/") && !localFolders.hold(Path.of(location))) {
      throw new PipelinesException(
          ErrorCode.PERMISSION_DENIED,
          "reading artifact %s: %s is not below the folders that this server hands out (expected: below %s; setting objectStore.localFolders names more)"
              .formatted(artifact.id(), shown(location), localFolders.text()));
    }
  }

  private static void requireRelative(Artifact artifact, String path) {
    if (path.isEmpty()) {
      return;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw PipelinesException.invalid(
            "path",
            "reading artifact %s, path: %s (expected: a path without parts that are empty, . or ..)"
                .formatted(artifact.id(), shown(path)));
      }
    }
  }

  private static String shown(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", "?");
    return flat.length() <= MAX_SHOWN ? flat : flat.substring(0, MAX_SHOWN) + "…";
  }
}
