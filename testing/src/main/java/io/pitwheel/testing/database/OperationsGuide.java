package io.pitwheel.testing.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of {@code docs/operations.md}, typed as an admin types them. */
public final class OperationsGuide {
  private static final String PLACE = "docs/operations.md";

  private OperationsGuide() {}

  /**
   * How commands ended.
   *
   * @param output what they printed, errors too
   */
  public record Typed(int exitCode, String output) {
    /** This, when they ended with 0. */
    public Typed requireSuccess() {
      if (exitCode != 0) {
        throw new AssertionError("ended with %d (expected: 0): %s".formatted(exitCode, output));
      }
      return this;
    }
  }

  /** The text of the guide. */
  public static String text() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(PLACE))) {
        try {
          return Files.readString(folder.resolve(PLACE));
        } catch (IOException exception) {
          throw new UncheckedIOException(exception);
        }
      }
    }
    throw new IllegalStateException("looking for %s above this folder".formatted(PLACE));
  }

  /**
   * Types the commands below a title, in a shell that stops at the first that fails.
   *
   * @param title the comment that the commands begin with, without its mark
   * @param variables that the guide has an admin set
   */
  public static Typed type(String title, Map<String, String> variables) {
    try {
      var builder =
          new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", commands(title)))
              .redirectErrorStream(true);
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Typed(process.onExit().join().exitValue(), output);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static String commands(String title) {
    Matcher block =
        Pattern.compile("(?s)```sh\\n# " + Pattern.quote(title) + "\\n(.*?)```").matcher(text());
    if (!block.find()) {
      throw new IllegalStateException(
          "looking for commands below '# %s' in %s".formatted(title, PLACE));
    }
    return block.group(1);
  }
}
