package io.pitwheel.objectstore.folder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at files as objects. */
final class FolderReader {
  private FolderReader() {}

  /** Empty for a folder, and for what is not there. */
  static Optional<StoredObject> find(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(stored(path));
    } catch (IOException exception) {
      throw FileTrouble.at(path, "looking for an object", exception);
    }
  }

  static InputStream read(Path path, ByteRange range) {
    if (!Files.isRegularFile(path)) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "reading an object: no file stands at %s (expected: a file)".formatted(path));
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      channel.position(range.offset());
      return new BoundedStream(Channels.newInputStream(channel), range.length());
    } catch (IOException exception) {
      throw FileTrouble.at(path, "reading an object", exception);
    }
  }

  /** Files at or below a path. Links to folders are not followed: they may lead anywhere. */
  @SuppressWarnings("StreamResourceLeak") // Whoever asked closes it.
  static Stream<StoredObject> walk(Path path) {
    if (!Files.exists(path)) {
      return Stream.empty();
    }
    try {
      // Deeper folders, which nobody publishes, are looked at no further.
      return Files.walk(path, FileTree.MAX_DEPTH)
          .filter(file -> Files.isRegularFile(file) && !isUnfinished(file))
          .map(FolderReader::storedUnchecked);
    } catch (IOException exception) {
      throw FileTrouble.at(path, "listing objects", exception);
    }
  }

  static boolean isUnfinished(Path path) {
    return String.valueOf(path.getFileName()).startsWith(FolderObjectStore.UNFINISHED);
  }

  private static StoredObject storedUnchecked(Path path) {
    try {
      return stored(path);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static StoredObject stored(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new StoredObject(
        path.toString(), attributes.size(), attributes.lastModifiedTime().toInstant());
  }
}
