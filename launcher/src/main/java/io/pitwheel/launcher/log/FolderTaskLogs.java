package io.pitwheel.launcher.log;

import io.pitwheel.launch.TaskLogs;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.task.TaskReference;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the logs that a launcher writes below a data folder. */
public final class FolderTaskLogs implements TaskLogs {
  private final Path folder;

  public FolderTaskLogs(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean has(TaskReference task, int attempt) {
    return Files.exists(AttemptFolders.of(folder, task, attempt).log());
  }

  @Override
  public byte[] read(TaskReference task, int attempt, long offset, int maxBytes) {
    return LogReader.read(AttemptFolders.of(folder, task, attempt).log(), offset, maxBytes);
  }
}
