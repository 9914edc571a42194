package io.pitwheel.objectstore.folder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Whole trees of files: copied with what links lead to, deleted without following any link. */
public final class FileTree {
  /** Deeper trees are refused: a chain of links may pretend to be endless. */
  public static final int MAX_DEPTH = 200;

  private FileTree() {}

  /**
   * Copies a file or a folder; links become what they lead to, since that may not outlive the task.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a tree that is deeper than {@link #MAX_DEPTH}
   * @throws IOException also for a link that leads back to its own folder
   */
  public static void copy(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(source.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // Where the depth ends a folder is visited as if it were a file.
            if (attributes.isDirectory()) {
              throw tooDeep(file, source);
            }
            Files.copy(file, target.resolve(source.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What to say of a folder that is too deep. */
  public static PipelinesException tooDeep(Path folder, Path root) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "publishing %s: %s is %d folders deep in it (expected: fewer)"
            .formatted(root, folder, MAX_DEPTH));
  }

  /**
   * Deletes a file, a link or a folder with everything in it. An absent one is success, and so is
   * what others delete at the same time.
   */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      // A task may have taken its own rights away.
      if (Files.isWritable(folder) && Files.isExecutable(folder)) {
        return FileVisitResult.CONTINUE;
      }
      try {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return FileVisitResult.CONTINUE;
      } catch (NoSuchFileException _) {
        // Nor is a folder writable that somebody else deleted since it was seen.
        return FileVisitResult.SKIP_SUBTREE;
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException exception) throws IOException {
      // Somebody else was quicker.
      if (exception instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw exception;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException exception)
        throws IOException {
      if (exception != null) {
        throw exception;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
