package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The environments of a data folder. One is made once, by whichever task needs it first; others,
 * also of another process, wait for it. An environment without its mark is unfinished and is made
 * anew: it cannot be made elsewhere and moved, since its programs hold its path.
 */
final class EnvironmentCache {
  private static final String FINISHED = ".finished";

  private final Path folder;
  private final EnvironmentBuilder builder;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  EnvironmentCache(Path folder, EnvironmentBuilder builder) {
    this.folder = folder;
    this.builder = builder;
  }

  /**
   * The folder of an environment that has what is asked for. Costs a look at the file system when
   * it is there.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE with the end of the installer's
   *     output
   */
  Path provide(EnvironmentRequest request, InstallCommands commands, LogSink log)
      throws InterruptedException {
    Path environment = folder.resolve(request.key());
    if (isFinished(environment)) {
      return environment;
    }
    ReentrantLock lock = locks.computeIfAbsent(request.key(), _ -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      makeUnderFileLock(environment, request, commands, log);
      return environment;
    } catch (IOException exception) {
      throw FileTrouble.at(environment, "making a Python environment", exception);
    } finally {
      lock.unlock();
    }
  }

  private void makeUnderFileLock(
      Path environment, EnvironmentRequest request, InstallCommands commands, LogSink log)
      throws IOException, InterruptedException {
    Path lockFile = folder.resolve(request.key() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (isFinished(environment)) {
        return;
      }
      FileTree.delete(environment);
      builder.build(environment, request, commands, log);
      Files.writeString(environment.resolve(FINISHED), request.packages() + "\n");
    }
  }

  // The link to the interpreter leads nowhere after an upgrade of the host's Python.
  private static boolean isFinished(Path environment) {
    return Files.exists(environment.resolve(FINISHED))
        && Files.isExecutable(environment.resolve("bin/python3"));
  }
}
