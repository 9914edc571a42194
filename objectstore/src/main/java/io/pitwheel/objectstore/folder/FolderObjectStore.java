package io.pitwheel.objectstore.folder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The object store of one machine: a folder. A location is an absolute path below it, so staging
 * copies nothing and a task writes its outputs where they will stay.
 */
public final class FolderObjectStore implements ObjectStore {
  /** What the names of files begin with that are still being written. */
  static final String UNFINISHED = ".unfinished-";

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
    Path path = pathOf(location);
    // A device or a pipe is neither: who reads it may never come to its end.
    return Files.isRegularFile(path) || Files.isDirectory(path);
  }

  @Override
  public Optional<StoredObject> find(String location) {
    return FolderReader.find(pathOf(location));
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    return FolderReader.read(pathOf(location), range);
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    return FolderReader.walk(pathOf(location));
  }

  /** None: who is on this machine opens the path, and who is not asks the server for the bytes. */
  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    pathOf(location);
    return Optional.empty();
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
    replace(target, "publishing " + written, unfinished -> FileTree.copy(written, unfinished));
  }

  @Override
  public void write(String location, InputStream bytes) {
    replace(pathOf(location), "writing an object", unfinished -> Files.copy(bytes, unfinished));
  }

  /** Makes what will stand somewhere. */
  private interface Making {
    void make(Path unfinished) throws IOException;
  }

  /** Readers never see half an object: it gets its name by a rename, on the same file system. */
  private static void replace(Path target, String tried, Making making) {
    createParent(target);
    // Not named after the target, whose name may be as long as a name can be.
    Path unfinished = target.resolveSibling(UNFINISHED + UUID.randomUUID());
    try {
      try {
        making.make(unfinished);
        FileTree.delete(target);
        Files.move(unfinished, target);
      } finally {
        FileTree.delete(unfinished);
      }
    } catch (IOException exception) {
      throw FileTrouble.at(target, tried, exception);
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
      for (Path child : children) {
        if (!FolderReader.isUnfinished(child)) {
          locations.add(child.toString());
        }
      }
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "listing objects", exception);
    }
    locations.sort(Utf8Order.INSTANCE);
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
      boolean isPlain = path.toString().equals(withoutTrailingSlash(location));
      return path.isAbsolute() && isPlain && path.normalize().equals(path) && path.startsWith(root);
    } catch (InvalidPathException exception) {
      return false;
    }
  }

  private static String withoutTrailingSlash(String location) {
    return location.length() > 1 && location.endsWith("/")
        ? location.substring(0, location.length() - 1)
        : location;
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
        "location: %s (expected: an absolute path below %s, without .. or // in it)"
            .formatted(location, root));
  }
}
