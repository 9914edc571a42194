package io.pitwheel.conformance.project;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's own command line, as a user starts it, on a data folder of its own. */
public final class Pitwheel {
  private static final String SCRIPT = "./pitwheel";

  private Pitwheel() {}

  /** Whether there is something to start. */
  public static boolean isThere() {
    return Files.isExecutable(Checkout.root().resolve("pitwheel"));
  }

  /** Runs one command to its end. */
  public static CommandRun run(Duration limit, List<String> arguments) {
    return CommandRun.of(Checkout.root(), limit, commandWith(arguments));
  }

  /**
   * Lets a data folder use the Python environments of earlier tests, which are named by what is in
   * them: making them anew costs minutes and tests nothing.
   */
  public static void shareEnvironments(Path data) {
    String named = System.getenv("PITWHEEL_CACHE");
    Path cache =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "pitwheel")
            : Path.of(named);
    try {
      Path shared = Files.createDirectories(cache.resolve("test-environments"));
      Files.createSymbolicLink(data.resolve("environments"), shared);
    } catch (IOException exception) {
      throw new UncheckedIOException("sharing environments with " + data, exception);
    }
  }

  /** Starts a server on free ports and waits until it says that it listens. */
  public static Server startServer(Path data) {
    return startServer(data, Map.of());
  }

  /** As {@link #startServer(Path)}, with variables beside those of this process. */
  public static Server startServer(Path data, Map<String, String> variables) {
    List<String> arguments =
        List.of("server", "--port", "0", "--grpc-port", "0", "--data", data.toString());
    try {
      var builder =
          new ProcessBuilder(commandWith(arguments))
              .directory(Checkout.root().toFile())
              .redirectError(data.resolveSibling(data.getFileName() + ".log").toFile());
      builder.environment().putAll(variables);
      return Server.whenListening(builder.start());
    } catch (IOException exception) {
      throw new UncheckedIOException("starting " + SCRIPT, exception);
    }
  }

  private static List<String> commandWith(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(arguments);
    return command;
  }

  /**
   * A server that runs in a process of its own.
   *
   * @param address such as {@code http://127.0.0.1:40123}
   * @param grpcAddress such as {@code 127.0.0.1:40124}
   */
  public record Server(Process process, String address, String grpcAddress)
      implements AutoCloseable {
    private static final Pattern LISTENING =
        Pattern.compile("listening on (http://\\S+) \\(gRPC (\\S+)\\)");
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private static Server whenListening(Process process) throws IOException {
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
          return new Server(process, matcher.group(1), matcher.group(2));
        }
      }
      throw new AssertionError(
          "the server ended without saying that it listens (expected: a line '%s')"
              .formatted(LISTENING));
    }

    /** Asks it to end, and fails when it does not end well. */
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(LONGEST_DRAIN.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("the server did not end within " + LONGEST_DRAIN);
        }
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while the server ended", exception);
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() != 0) {
        throw new AssertionError("the server ended with " + process.exitValue() + ", expected 0");
      }
    }
  }
}
