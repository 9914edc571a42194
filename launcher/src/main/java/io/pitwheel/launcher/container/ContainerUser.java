package io.pitwheel.launcher.container;

import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who a container's files should belong to: whoever runs the launcher. */
public record ContainerUser(int userId, int groupId) {
  /** The owner of a file that this process made. */
  public static ContainerUser ownerOf(Path path) {
    try {
      return new ContainerUser(number(path, "unix:uid"), number(path, "unix:gid"));
    } catch (IOException exception) {
      throw FileTrouble.at(path, "asking who owns a folder", exception);
    }
  }

  private static int number(Path path, String attribute) throws IOException {
    return Integer.parseInt(String.valueOf(Files.getAttribute(path, attribute)));
  }

  public boolean isRoot() {
    return userId == 0;
  }
}
