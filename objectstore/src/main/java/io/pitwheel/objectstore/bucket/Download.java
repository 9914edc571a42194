package io.pitwheel.objectstore.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Brings what stands at one location to this machine. */
final class Download {
  /** How often one object is taken up again where its connection broke. */
  private static final int MAX_RESUMPTIONS = 5;

  private final Bucket bucket;
  private final BucketLocation place;

  Download(Bucket bucket, BucketLocation place) {
    this.bucket = bucket;
    this.place = place;
  }

  /**
   * @throws PipelinesException NOT_FOUND when nothing stands there; INVALID_ARGUMENT for a key that
   *     would leave the target
   */
  void to(Path target) {
    Optional<StoredKey> object = bucket.find(place.key());
    if (object.isPresent()) {
      makeParent(target);
      fetch(object.get(), target);
    } else {
      fetchFolder(target);
    }
  }

  private void fetchFolder(Path target) {
    boolean isThere = false;
    try (Stream<KeyPage> pages = Keys.pages(bucket, place.folderPrefix())) {
      for (KeyPage page : (Iterable<KeyPage>) pages::iterator) {
        isThere |= !page.isEmpty();
        fetchPage(page, target);
      }
    }
    if (!isThere) {
      throw BucketObjectStore.nothingAt(place);
    }
  }

  private void fetchPage(KeyPage page, Path target) {
    List<Callable<Boolean>> files = new ArrayList<>();
    for (StoredKey key : page.keys()) {
      Path path = pathOf(key.key(), target);
      if (key.isFolderMark()) {
        makeFolder(path);
      } else {
        makeParent(path);
        files.add(() -> {
          fetch(key, path);
          return true;
        });
      }
    }
    if (!files.isEmpty()) {
      Transfers.doAll(files);
    }
  }

  /** Keys may be made by anybody; on this machine they must stay where they belong. */
  private Path pathOf(String key, Path target) {
    String relative = key.substring(place.folderPrefix().length());
    String inner = relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
    try {
      boolean isMark = relative.isEmpty();
      Path path = isMark ? target : target.resolve(inner);
      boolean isPlain = isMark || target.relativize(path.normalize()).toString().equals(inner);
      if (isPlain && path.normalize().startsWith(target)) {
        return path;
      }
    } catch (InvalidPathException exception) {
      throw misleading(key);
    }
    throw misleading(key);
  }

  private PipelinesException misleading(String key) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "staging the folder %s: the key \"%s\" cannot be a path of its own on this machine (expected: parts that are not empty, . or ..)"
            .formatted(place, key.replace("\0", "\\0")));
  }

  private void fetch(StoredKey object, Path target) {
    long written = 0;
    int resumptions = 0;
    try (OutputStream file =
        Files.newOutputStream(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (written < object.size()) {
        var copy = new Copy();
        copy.run(object.key(), written, file);
        written += copy.count;
        if (written < object.size() && ++resumptions > MAX_RESUMPTIONS) {
          throw broken(object, written);
        }
      }
    } catch (IOException exception) {
      throw FileTrouble.at(target, "staging " + place.withKey(object.key()), exception);
    }
  }

  private PipelinesException broken(StoredKey object, long written) {
    return new PipelinesException(
        ErrorCode.UNAVAILABLE,
        "staging %s: the connection broke %d times, last after %d of %d bytes"
            .formatted(place.withKey(object.key()), MAX_RESUMPTIONS + 1, written, object.size()));
  }

  private static void makeParent(Path path) {
    Path parent = path.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "making a folder for staged objects", exception);
    }
  }

  /** One connection's worth of an object. */
  private final class Copy {
    private static final int BUFFER = 256 * 1024;

    private long count;

    /** Ends early, without an error, when the connection breaks. */
    void run(String key, long offset, OutputStream target) throws IOException {
      byte[] buffer = new byte[BUFFER];
      try (InputStream source = bucket.read(key, ByteRange.from(offset))) {
        int length = readSome(source, buffer);
        while (length >= 0) {
          target.write(buffer, 0, length);
          count += length;
          length = readSome(source, buffer);
        }
      }
    }

    private int readSome(InputStream source, byte[] buffer) throws IOException {
      try {
        return source.read(buffer);
      } catch (java.net.SocketException
          | java.net.SocketTimeoutException
          | java.io.EOFException _) {
        // Taken up again where it broke, a bounded number of times.
        return -1;
      }
    }
  }
}
