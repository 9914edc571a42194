package io.pitwheel.launcher.staging;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.value.TextDigest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * The folder that the tasks of one run share. Copies of artifacts stand where the SDK looks for
 * them: {@code .artifacts/scheme/bucket/key} for {@code scheme://bucket/key}.
 *
 * <p>Tasks of several machines may bring the same at once, and may die meanwhile: a copy is made
 * beside its place and moved there when it is whole, and a mark says that it was. Without the mark
 * it is made once more, also when a part of it stands there because it was imported by itself.
 *
 * @param store where artifacts are
 * @param isForEveryUser whether tasks of other users bring copies, too
 */
public record WorkspaceFolder(Path folder, ObjectStore store, boolean isForEveryUser) {
  private static final String FILE = "file://";
  private static final String UNFINISHED = ".unfinished-";

  /** Makes it if need be. */
  public void make() {
    try {
      Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "making the run's workspace", exception);
    }
  }

  /** Deletes it; an absent one is success. */
  void delete() {
    try {
      FileTree.delete(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "deleting the run's workspace", exception);
    }
  }

  /**
   * Brings what stands at a URI unless it is there, and answers where.
   *
   * @param maker names who does it: what it left unfinished before is deleted
   * @throws PipelinesException as {@link io.pitwheel.launch.RunWorkspaces#bring}
   */
  public Path bring(String uri, String maker) {
    Path place = placeOf(uri);
    Path mark = markOf(place);
    if (isThere(place, mark)) {
      return place;
    }
    make();
    deleteUnfinished(maker);
    Path unfinished = folder.resolve(UNFINISHED + maker + "-" + UUID.randomUUID());
    try {
      try {
        Files.createDirectories(unfinished);
        Path copy = copyOf(uri, unfinished);
        makeParent(place);
        settle(copy, place);
        makeParent(mark);
        Files.writeString(mark, uri);
      } finally {
        FileTree.delete(unfinished);
      }
    } catch (IOException exception) {
      // Unless another task of the run was quicker with the same copy.
      if (!isThere(place, mark)) {
        throw FileTrouble.at(place, "copying " + uri + " to the run's workspace", exception);
      }
    }
    return place;
  }

  private Path copyOf(String uri, Path unfinished) throws IOException {
    Path source = store.stage(locationOf(uri), unfinished.resolve("staged"));
    if (source.startsWith(unfinished)) {
      return source;
    }
    Path copy = unfinished.resolve("copy");
    FileTree.copy(source, copy);
    return copy;
  }

  /** Each file comes whole; a folder too, unless a part of it stands there already. */
  private static void settle(Path copy, Path place) throws IOException {
    try {
      Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException exception) {
      if (!Files.isDirectory(copy) || !Files.isDirectory(place)) {
        throw exception;
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(copy)) {
        for (Path child : children) {
          settle(child, place.resolve(child.getFileName()));
        }
      }
    }
  }

  private void deleteUnfinished(String maker) {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + maker + "-*")) {
      for (Path path : left) {
        FileTree.delete(path);
      }
    } catch (IOException _) {
      // It is in nobody's way.
    }
  }

  /** Tasks may delete what they find there. */
  private static boolean isThere(Path place, Path mark) {
    return Files.exists(mark) && Files.exists(place);
  }

  private void makeParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null || Files.isDirectory(parent)) {
      return;
    }
    makeParent(parent);
    try {
      Files.createDirectory(parent);
      if (isForEveryUser) {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    } catch (FileAlreadyExistsException exception) {
      // Another task may have made it meanwhile.
      if (!Files.isDirectory(parent)) {
        throw exception;
      }
    }
  }

  private Path markOf(Path place) {
    String name = TextDigest.sha256(folder.relativize(place).toString());
    return folder.resolve(".complete").resolve(name);
  }

  /** A local file may be named as a URI. */
  private static String locationOf(String uri) {
    return uri.startsWith(FILE) ? uri.substring(FILE.length()) : uri;
  }

  private Path placeOf(String uri) {
    Path artifacts = folder.resolve(".artifacts");
    String location = locationOf(uri);
    return RoutedObjectStore.isUri(location)
        ? BucketLocation.of(location).below(artifacts)
        : placeOfPath(location, artifacts);
  }

  private static Path placeOfPath(String path, Path artifacts) {
    Path place =
        path.indexOf('\0') < 0
            ? artifacts.resolve(path.replaceFirst("^/+", "")).normalize()
            : artifacts;
    if (place.equals(artifacts) || !place.startsWith(artifacts)) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "copying %s to the run's workspace (expected: the path of a file or a folder)"
              .formatted(path.replace("\0", "\\0")));
    }
    return place;
  }
}
