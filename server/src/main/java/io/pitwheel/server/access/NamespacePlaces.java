package io.pitwheel.server.access;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.run.NamespaceFolder;
import io.pitwheel.value.ShownText;
import java.nio.file.Path;
import java.util.List;

/**
 * Whose bytes are whose where a server has namespaces: those at or below the folder of a namespace
 * are its own, all others nobody's. A uri that somebody told says nothing about that. Without
 * namespaces everything passes.
 *
 * @param artifactRoot where outputs go when a run says nothing else
 * @param areApart whether there are namespaces
 */
public record NamespacePlaces(String artifactRoot, boolean areApart) {
  /**
   * @param tried what the bytes are wanted for
   * @throws PipelinesException PERMISSION_DENIED for what is not of the namespace
   */
  public void requireRead(String tried, String namespace, String location) {
    if (areApart && !hold(namespace, location)) {
      throw new PipelinesException(
          ErrorCode.PERMISSION_DENIED,
          "%s: %s is not of namespace %s (expected: below %s)"
              .formatted(tried, ShownText.cut(location), namespace, folderOf(namespace)));
    }
  }

  /**
   * @param root where a run wants its outputs; empty for the folder of its namespace
   * @throws PipelinesException INVALID_ARGUMENT for a place that is not of the namespace
   */
  public void requireRoot(String namespace, String root) {
    // The query of a root says how its store is reached.
    if (areApart && !root.isEmpty() && !hold(namespace, root.replaceFirst("\\?.*", ""))) {
      throw PipelinesException.invalid(
          "runtime_config.pipeline_root",
          "keeping artifacts of namespace %s at the pipeline root %s (expected: at or below %s, or none)"
              .formatted(namespace, ShownText.cut(root), folderOf(namespace)));
    }
  }

  private boolean hold(String namespace, String told) {
    String location = told.endsWith("/") ? told.substring(0, told.length() - 1) : told;
    String folder = folderOf(namespace);
    return !namespace.isEmpty()
        && TaskReach.isAtOrBelow(folder, location)
        && (!folder.startsWith("/")
            // On this machine a link may lead elsewhere.
            || new LocalFolders(List.of(Path.of(folder))).hold(Path.of(location)));
  }

  private String folderOf(String namespace) {
    return NamespaceFolder.of(artifactRoot, namespace);
  }
}
