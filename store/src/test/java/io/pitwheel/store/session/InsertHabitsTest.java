package io.pitwheel.store.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the library would render as a statement that hides other failures on some database. */
final class InsertHabitsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/pitwheel/store");
  private static final Pattern HIDING =
      Pattern.compile("onConflict\\w*|onDuplicateKey\\w*|mergeInto");

  @Test
  void onlyTheDialectSaysWhatAnInsertDoesWithARowThatIsThere() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var strays =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("session/Dialect.java"))
              .filter(file -> HIDING.matcher(read(file)).find())
              .toList();

      assertThat(strays).as("use Inserts.unlessThere").isEmpty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
