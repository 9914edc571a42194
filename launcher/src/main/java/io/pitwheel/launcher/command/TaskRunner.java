package io.pitwheel.launcher.command;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.objectstore.folder.LocalFolders;
import java.nio.file.Path;
import java.util.List;

/** A way to run a task's command. */
public sealed interface TaskRunner permits ProcessTaskRunner, ContainerTaskRunner {
  /**
   * Blocks until the command has ended, with all it started.
   *
   * @param warnings gets what the user should know
   * @throws io.pitwheel.failure.PipelinesException when it cannot be started
   */
  CommandEnd run(TaskCommand command, LogSink log, List<String> warnings)
      throws InterruptedException;

  /** Where the command runs: what its relative paths are relative to. */
  Path folder(TaskCommand command);

  /** Where on this machine the command could write; nothing else is taken for what it made. */
  LocalFolders reach(TaskCommand command);
}
