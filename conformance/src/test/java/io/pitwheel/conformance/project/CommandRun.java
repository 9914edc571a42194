package io.pitwheel.conformance.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end.
 *
 * @param output what it wrote to standard output
 * @param error what it wrote to standard error
 */
public record CommandRun(List<String> command, int exitCode, String output, String error) {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  public CommandRun {
    command = List.copyOf(command);
  }

  /** Runs a command in a folder, with the environment of this process and without input. */
  public static CommandRun of(Path folder, String... command) {
    return of(folder, LONGEST, List.of(command));
  }

  /** Runs a command; one that takes longer than {@code limit} is ended, and fails the caller. */
  public static CommandRun of(Path folder, Duration limit, List<String> command) {
    return of(folder, limit, command, Map.of());
  }

  /** As the other, with variables beside those of this process. */
  public static CommandRun of(
      Path folder, Duration limit, List<String> command, Map<String, String> variables) {
    try {
      Path output = Files.createTempFile("pitwheel-output", ".txt");
      Path error = Files.createTempFile("pitwheel-error", ".txt");
      try {
        var builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().putAll(variables);
        int exitCode = run(builder, limit, output, error);
        return new CommandRun(command, exitCode, read(output), read(error));
      } finally {
        Files.delete(output);
        Files.delete(error);
      }
    } catch (IOException exception) {
      throw new UncheckedIOException("running " + String.join(" ", command), exception);
    }
  }

  /** This, when it ended with 0; else an error that shows what it printed. */
  public CommandRun requireSuccess() {
    if (exitCode != 0) {
      throw new AssertionError(
          "%s ended with %d (expected: 0)%n%s%n%s"
              .formatted(String.join(" ", command), exitCode, output, error));
    }
    return this;
  }

  private static int run(ProcessBuilder builder, Duration limit, Path output, Path error)
      throws IOException {
    List<String> command = builder.command();
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s took longer than %s%n%s%n%s"
                .formatted(String.join(" ", command), limit, read(output), read(error)));
      }
      return process.exitValue();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, exception);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  // What a command prints is bytes; a character that is none must not fail the reading.
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
