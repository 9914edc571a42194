package io.pitwheel.conformance.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.distribution.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole program, serving on free ports.
 *
 * @param address of REST
 * @param grpcAddress such as {@code 127.0.0.1:8887}
 * @param log what it wrote to standard error
 */
public record ProgramServer(Process process, URI address, String grpcAddress, Path log)
    implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) \\(gRPC (\\S+)\\)");

  /**
   * Starts one and waits until it answers.
   *
   * @param folder gets its data, its settings and its log
   * @param settings in YAML
   * @param variables of its environment, besides those of this process
   */
  public static ProgramServer start(Path folder, String settings, Map<String, String> variables)
      throws IOException {
    return start(folder, settings, variables, "0");
  }

  /**
   * As the other.
   *
   * @param port of REST; 0 for a free one
   */
  public static ProgramServer start(
      Path folder, String settings, Map<String, String> variables, String port) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), settings);
    Path log = folder.resolve("log");
    var builder =
        new ProcessBuilder(
            JavaProgram.command(
                Main.class,
                "server",
                "--port",
                port,
                "--grpc-port",
                "0",
                "--data",
                folder.resolve("data").toString(),
                "--config",
                file.toString()));
    builder.environment().putAll(variables);
    Process process = builder.redirectError(log.toFile()).start();
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher found = LISTENING.matcher(line);
      if (found.matches()) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        return new ProgramServer(process, URI.create(found.group(1)), found.group(2), log);
      }
    }
    throw new AssertionError("the server ended: " + Files.readString(log));
  }

  /** What it wrote to standard error until now. */
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
