package io.pitwheel.engine.argo.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that say what is expected; {@code -Dpitwheel.rewrite=true} writes them anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException exception) {
      throw new UncheckedIOException("reading " + name, exception);
    }
  }

  static void compare(String name, String actual) {
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      try {
        Files.writeString(FOLDER.resolve(name), actual);
      } catch (IOException exception) {
        throw new UncheckedIOException("writing " + name, exception);
      }
    }
    assertThat(actual).as(name).isEqualTo(read(name));
  }
}
