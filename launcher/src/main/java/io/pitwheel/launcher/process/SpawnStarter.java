package io.pitwheel.launcher.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Starts processes by {@code posix_spawn}: the command is the only program that is executed, it
 * leads a session of its own from its first moment, inherits no descriptor of ours and no signal
 * that this process blocks or ignores.
 */
final class SpawnStarter implements CommandStarter {
  /** For scripts without a first line that names their interpreter; so does {@code execvp}. */
  private static final String SHELL = "/bin/sh";

  private final Executor threads;

  /**
   * @param threads for waiting for the end of one process each; they block
   */
  SpawnStarter(Executor threads) {
    this.threads = threads;
  }

  /** Whether this system has all that is needed; else {@link BuilderStarter} does it. */
  static boolean isPossible() {
    return SpawnSymbols.arePresent();
  }

  @Override
  public Process start(CommandRequest request) throws IOException {
    String program = programOf(request);
    SpawnedProcess process;
    try (Arena arena = Arena.ofConfined();
        OutputChannel channel = OutputChannel.open(arena);
        SpawnImage image = SpawnImage.of(request, channel, arena)) {
      int processId;
      try {
        processId = image.execute(program, request.arguments());
      } catch (NotExecutableException _) {
        processId = image.execute(SHELL, byShell(program, request.arguments()));
      }
      process = new SpawnedProcess(processId, channel.detachOutput());
    }
    awaitOnOtherThread(process);
    return process;
  }

  // Nobody would ask how it ended, nor end it.
  private void awaitOnOtherThread(SpawnedProcess process) throws IOException {
    try {
      threads.execute(process::awaitEnd);
    } catch (RejectedExecutionException | OutOfMemoryError exception) {
      familyOf(process).kill();
      process.awaitEnd();
      process.getInputStream().close();
      throw new IOException("no thread to wait for it: " + exception.getMessage(), exception);
    }
  }

  @Override
  public ProcessFamily familyOf(Process process) {
    return new ProcessFamily.Session(process.pid());
  }

  private static String programOf(CommandRequest request) throws IOException {
    String program = request.program();
    if (program.contains("/")) {
      return program;
    }
    String searchPath = request.environment().getOrDefault("PATH", ProgramSearch.DEFAULT_PATH);
    return ProgramSearch.find(program, searchPath, request.folder())
        .map(Path::toString)
        .orElseThrow(
            () -> new IOException("no program of that name can be executed on PATH " + searchPath));
  }

  private static List<String> byShell(String program, List<String> arguments) {
    var all = new ArrayList<>(List.of(SHELL, program));
    all.addAll(arguments.subList(1, arguments.size()));
    return all;
  }
}
