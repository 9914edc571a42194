package io.pitwheel.objectstore.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders of this machine beyond which somebody does not look, wherever names and links lead.
 *
 * @param folders absolute paths; they need not exist
 */
public record LocalFolders(List<Path> folders) {
  /** The whole machine. */
  public static final LocalFolders EVERYWHERE = new LocalFolders(List.of(Path.of("/")));

  public LocalFolders {
    folders = folders.stream().map(Path::normalize).toList();
  }

  /** These and more. */
  public LocalFolders and(List<Path> others) {
    var all = new ArrayList<>(folders);
    all.addAll(others);
    return new LocalFolders(all);
  }

  /** Whether a path is in one of them: as it is written, and as it really is if it is there. */
  public boolean hold(Path path) {
    if (folders.equals(EVERYWHERE.folders())) {
      return true;
    }
    if (folders.stream().noneMatch(path.normalize()::startsWith)) {
      return false;
    }
    if (!Files.exists(path)) {
      return true;
    }
    try {
      Path real = path.toRealPath();
      for (Path folder : folders) {
        if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      // It went away meanwhile, or may not be looked at.
      return false;
    }
  }

  /** In words that follow "expected: below". */
  public String text() {
    return String.join(" or ", folders.stream().map(Path::toString).toList());
  }
}
