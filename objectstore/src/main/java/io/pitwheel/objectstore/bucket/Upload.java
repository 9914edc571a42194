package io.pitwheel.objectstore.bucket;

import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Puts a file or a folder of this machine at one location, in place of what stood there. */
final class Upload {
  private static final int BATCH = 1000;

  private final Bucket bucket;
  private final BucketLocation place;

  Upload(Bucket bucket, BucketLocation place) {
    this.bucket = bucket;
    this.place = place;
  }

  void from(Path written) {
    if (Files.isDirectory(written)) {
      sendFolder(written);
    } else {
      requireFile(written);
      Deletion.allBelow(bucket, place.folderPrefix());
      bucket.write(place.key(), written);
    }
  }

  private void requireFile(Path written) {
    try {
      Files.size(written);
    } catch (IOException exception) {
      throw FileTrouble.at(written, "publishing " + place, exception);
    }
  }

  private void sendFolder(Path folder) {
    var tree = new Tree(folder);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), FileTree.MAX_DEPTH, tree);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "publishing " + place, exception);
    }
    if (bucket.find(place.key()).isPresent()) {
      bucket.delete(List.of(place.key()));
    }
    Set<String> sent = new HashSet<>();
    List<Callable<Boolean>> batch = new ArrayList<>();
    for (Path path : tree.files) {
      String key = keyOf(folder, path);
      sent.add(key);
      batch.add(() -> {
        bucket.write(key, path);
        return true;
      });
      if (batch.size() == BATCH) {
        Transfers.doAll(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      Transfers.doAll(batch);
    }
    for (Path path : tree.emptyFolders) {
      String key = keyOf(folder, path) + "/";
      sent.add(key);
      bucket.write(key, new ByteArrayInputStream(new byte[0]));
    }
    Deletion.allBelow(bucket, place.folderPrefix(), key -> !sent.contains(key));
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a name that no key can have
   */
  private String keyOf(Path folder, Path path) {
    String relative = folder.relativize(path).toString();
    String location = relative.isEmpty() ? place.toString() : place + "/" + relative;
    return BucketLocation.of(location).key();
  }

  /** What a folder holds, links followed. */
  private static final class Tree extends SimpleFileVisitor<Path> {
    private final List<Path> files = new ArrayList<>();
    private final List<Path> emptyFolders = new ArrayList<>();
    private final Path root;

    Tree(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      try (var children = Files.newDirectoryStream(folder)) {
        if (!children.iterator().hasNext()) {
          emptyFolders.add(folder);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // Where the depth ends a folder is visited as if it were a file.
      if (attributes.isDirectory()) {
        throw FileTree.tooDeep(file, root);
      }
      files.add(file);
      return FileVisitResult.CONTINUE;
    }
  }
}
