package io.pitwheel.launcher.python;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.objectstore.folder.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes environments: with uv where it can be had, which is some ten times faster, else with pip.
 */
final class EnvironmentBuilder {
  private final UvTool uvTool;

  EnvironmentBuilder(UvTool uvTool) {
    this.uvTool = uvTool;
  }

  /**
   * Makes one in a folder that does not exist.
   *
   * @throws PipelinesException UNAVAILABLE with the end of the installer's output
   */
  void build(Path environment, EnvironmentRequest request, InstallCommands commands, LogSink log)
      throws IOException, InterruptedException {
    say(
        log,
        "making a Python %s environment with %s"
            .formatted(request.interpreter().version(), request.packages()));
    Optional<Path> uvProgram = uvTool.find(request.interpreter(), commands, log);
    if (uvProgram.isPresent()) {
      try {
        new UvInstaller(uvProgram.get()).install(environment, request, commands, log);
        return;
      } catch (PipelinesException exception) {
        // Rare packages install with one of the two only; and pip reads settings uv does not.
        say(log, "uv could not make it, pip is tried: " + exception.getMessage());
        FileTree.delete(environment);
      }
    }
    new PipInstaller().install(environment, request, commands, log);
  }

  private static void say(LogSink log, String text) {
    byte[] bytes = ("[pitwheel] " + text + "\n").getBytes(StandardCharsets.UTF_8);
    log.append(bytes, bytes.length);
  }
}
