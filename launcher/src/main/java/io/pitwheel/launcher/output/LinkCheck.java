package io.pitwheel.launcher.output;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** Looks for symbolic links that lead out of what a task made. */
final class LinkCheck {
  private LinkCheck() {}

  /**
   * @throws PipelinesException UNKNOWN naming the artifact, the link and where it leads
   */
  static void requireInside(String name, Path written) {
    try {
      if (Files.isSymbolicLink(written)) {
        throw refused(name, written, Files.readSymbolicLink(written));
      }
      if (Files.isDirectory(written)) {
        requireInsideFolder(name, written);
      }
    } catch (IOException exception) {
      throw FileTrouble.at(written, "looking through output artifact \"" + name + "\"", exception);
    }
  }

  private static void requireInsideFolder(String name, Path folder) throws IOException {
    Path root = folder.toRealPath();
    try (Stream<Path> paths = Files.walk(folder)) {
      Iterator<Path> links = paths.filter(Files::isSymbolicLink).iterator();
      while (links.hasNext()) {
        Path link = links.next();
        Path target = Files.readSymbolicLink(link);
        boolean isInside = Files.exists(link) && link.toRealPath().startsWith(root);
        if (!isInside) {
          throw refused(name, link, target);
        }
      }
    }
  }

  private static PipelinesException refused(String name, Path link, Path target) {
    return new PipelinesException(
        ErrorCode.UNKNOWN,
        "output artifact \"%s\": %s is a link to %s (expected: files of its own, or links that stay inside its folder)"
            .formatted(name, link, target));
  }
}
