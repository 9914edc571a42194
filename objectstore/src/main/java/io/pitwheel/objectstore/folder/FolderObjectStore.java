package io.pitwheel.objectstore.folder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The object store of one machine: a folder. A location is an absolute path below it, so staging
 * copies nothing and a task writes its outputs where they will stay.
 */
public final class FolderObjectStore implements ObjectStore {
  private final Path root;

  /**
   * @param root an absolute path; made when the first object is
   */
  public FolderObjectStore(Path root) {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("root: " + root + " (expected: an absolute path)");
    }
    this.root = root.normalize();
  }

  @Override
  public boolean exists(String location) {
    return Files.exists(pathOf(location));
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    Path path = pathOf(location);
    if (!Files.exists(path)) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "staging an object: nothing stands at %s (expected: a file or a folder)"
              .formatted(location));
    }
    return path;
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    Path path = pathOf(location);
    createParent(path);
    return path;
  }

  @Override
  public void publish(Path written, String location) {
    Path target = pathOf(location);
    if (target.equals(written.toAbsolutePath().normalize())) {
      return;
    }
    createParent(target);
    // Readers never see half an object: it gets its name by a rename, on the same file system.
    Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        FileTree.copy(written, unfinished);
        FileTree.delete(target);
        Files.move(unfinished, target);
      } finally {
        FileTree.delete(unfinished);
      }
    } catch (IOException exception) {
      throw FileTrouble.at(target, "publishing " + written, exception);
    }
  }

  @Override
  public void delete(String location) {
    Path path = pathOf(location);
    try {
      FileTree.delete(path);
    } catch (IOException exception) {
      throw FileTrouble.at(path, "deleting an object", exception);
    }
  }

  @Override
  public List<String> list(String prefix, int limit) {
    Path folder = pathOf(prefix);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var locations = new ArrayList<String>();
    try (var children = Files.newDirectoryStream(folder)) {
      children.forEach(child -> locations.add(child.toString()));
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "listing objects", exception);
    }
    locations.sort(Comparator.naturalOrder());
    return List.copyOf(locations.subList(0, Math.min(limit, locations.size())));
  }

  private static void createParent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      return;
    }
    try {
      Files.createDirectories(parent);
    } catch (IOException exception) {
      throw FileTrouble.at(parent, "making a folder for an object", exception);
    }
  }

  /** Whether this store could keep something there: an absolute path below its root. */
  public boolean isLocation(String location) {
    try {
      Path path = Path.of(location);
      return path.isAbsolute() && path.normalize().equals(path) && path.startsWith(root);
    } catch (InvalidPathException exception) {
      return false;
    }
  }

  private Path pathOf(String location) {
    if (!isLocation(location)) {
      throw outside(location);
    }
    return Path.of(location);
  }

  private PipelinesException outside(String location) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "location: %s (expected: an absolute path below %s, without .. in it)"
            .formatted(location, root));
  }
}
