package io.pitwheel.bench.row;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command that was run to its end: how long it took and what it printed to standard output. */
public record TimedCommand(double seconds, String output) {
  /**
   * @throws IOException when it exits other than 0, with the end of what it said
   */
  public static TimedCommand of(Path folder, String... command)
      throws IOException, InterruptedException {
    return of(folder, Map.of(), command);
  }

  /**
   * As the other.
   *
   * @param variables of its environment, beside those of this process
   */
  public static TimedCommand of(Path folder, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    long begin = System.nanoTime();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(variables);
    int exit = builder.start().waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (exit != 0) {
      throw new IOException(
          "%s exited %d (expected: 0): %s".formatted(List.of(command), exit, lastLines(errors)));
    }
    var ended = new TimedCommand(seconds, Files.readString(output, StandardCharsets.ISO_8859_1));
    Files.delete(output);
    Files.delete(errors);
    return ended;
  }

  private static String lastLines(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.substring(Math.max(0, text.length() - 2_000));
  }
}
