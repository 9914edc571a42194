package io.pitwheel.testing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds PostgreSQL's programs. Knows no library of tests, for what measures uses it too. */
public final class PostgresqlPrograms {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private PostgresqlPrograms() {}

  /**
   * A program, where it is installed.
   *
   * @param name such as {@code initdb}
   */
  public static Optional<Path> find(String name) {
    return ServerProgram.find(name, Stream.concat(ServerProgram.usualFolders(), versions()));
  }

  /** Where systems keep what they do not put on the path, the newest first. */
  private static Stream<Path> versions() {
    if (!Files.isDirectory(VERSIONS)) {
      return Stream.of();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
