package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.ProgramSearch;
import io.pitwheel.objectstore.folder.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Finds uv on the host, or fetches it once into the data folder with the host's pip. */
final class UvTool {
  private static final String REQUIREMENT = "uv==0.13.9";

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean cannotBeHad;

  /**
   * @param folder where it may be installed
   */
  UvTool(Path folder) {
    this.folder = folder;
  }

  /** The program; empty when it cannot be had, which is not asked again by this process. */
  Optional<Path> find(PythonInterpreter interpreter, InstallCommands commands, LogSink log)
      throws InterruptedException {
    String searchPath = commands.environment().getOrDefault("PATH", "");
    Optional<Path> installed = ProgramSearch.find("uv", searchPath, Path.of("/")).or(this::fetched);
    if (installed.isPresent()) {
      return installed;
    }
    lock.lockInterruptibly();
    try {
      if (!cannotBeHad && fetched().isEmpty()) {
        cannotBeHad = !fetch(interpreter, commands, log);
      }
      return fetched();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Path> fetched() {
    Path program = place().resolve("bin/uv");
    return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
  }

  private Path place() {
    return folder.resolve(REQUIREMENT.replace("==", "-"));
  }

  private boolean fetch(PythonInterpreter interpreter, InstallCommands commands, LogSink log)
      throws InterruptedException {
    try {
      Files.createDirectories(folder);
      return fetchUnderFileLock(interpreter, commands, log);
    } catch (IOException _) {
      // Then it is pip. A folder that cannot be written will be named by what needs it more.
      return false;
    }
  }

  private boolean fetchUnderFileLock(
      PythonInterpreter interpreter, InstallCommands commands, LogSink log)
      throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("uv.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (fetched().isPresent()) {
        return true;
      }
      Path unfinished = folder.resolve("unfinished");
      FileTree.delete(unfinished);
      boolean isHere =
          fetchWith(interpreter.executable().toString(), unfinished, commands, log)
              || fetchWithOwnPip(interpreter, unfinished, commands, log);
      if (isHere) {
        FileTree.delete(place());
        Files.move(unfinished, place());
      }
      return isHere;
    }
  }

  // Some hosts have a Python whose pip is only to be had inside virtual environments.
  private boolean fetchWithOwnPip(
      PythonInterpreter interpreter, Path target, InstallCommands commands, LogSink log)
      throws IOException, InterruptedException {
    Path environment = folder.resolve("pip");
    FileTree.delete(environment);
    String base = interpreter.executable().toString();
    boolean isHere =
        commands.succeed(List.of(base, "-m", "venv", environment.toString()), Map.of(), log)
            && fetchWith(environment.resolve("bin/python3").toString(), target, commands, log);
    FileTree.delete(environment);
    return isHere;
  }

  private static boolean fetchWith(
      String python, Path target, InstallCommands commands, LogSink log)
      throws InterruptedException {
    List<String> command =
        List.of(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--target",
            target.toString(),
            REQUIREMENT);
    return commands.succeed(command, Map.of(), log);
  }
}
