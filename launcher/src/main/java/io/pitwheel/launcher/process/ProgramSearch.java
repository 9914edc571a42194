package io.pitwheel.launcher.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a program as {@code execvp} does. */
public final class ProgramSearch {
  /** Where {@code execvp} looks when nothing says where. */
  public static final String DEFAULT_PATH = "/bin:/usr/bin";

  private ProgramSearch() {}

  /**
   * The file that would be executed.
   *
   * @param program a name to look up, or a path when it contains a slash
   * @param searchPath folders separated by colons
   * @param folder what relative paths are relative to
   */
  public static Optional<Path> find(String program, String searchPath, Path folder) {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    if (program.contains("/")) {
      return executable(folder, program);
    }
    for (String place : searchPath.split(File.pathSeparator, -1)) {
      Optional<Path> found = executable(folder.resolve(place), program);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(Path folder, String program) {
    try {
      Path path = folder.resolve(program);
      return Files.isRegularFile(path) && Files.isExecutable(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
