package io.pitwheel.launcher.log;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LogCopies;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts the log of each attempt that has ended beside its outputs, before anybody hears of the end:
 * other servers read it there. What an attempt achieved never depends on that.
 */
public final class LogCopyingLauncher implements TaskLauncher {
  private final TaskLauncher launcher;
  private final Path folder;
  private final ObjectStore objects;
  private final Predicate<String> isShared;

  /**
   * @param folder the data folder that the launcher writes its logs below
   * @param isShared whether other servers reach a location
   */
  public LogCopyingLauncher(
      TaskLauncher launcher, Path folder, ObjectStore objects, Predicate<String> isShared) {
    this.launcher = launcher;
    this.folder = folder;
    this.objects = objects;
    this.isShared = isShared;
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    LaunchResult result = launcher.launch(instruction);
    String location = LogCopies.of(instruction);
    return isShared.test(location)
        ? copy(instruction, location).map(trouble -> withWarning(result, trouble)).orElse(result)
        : result;
  }

  @Override
  public void stop(String taskId) {
    launcher.stop(taskId);
  }

  /** What went wrong, for people; empty when nothing did. */
  private Optional<String> copy(LaunchInstruction instruction, String location) {
    try {
      Path log = AttemptFolders.of(folder, instruction.reference(), instruction.attempt()).log();
      copy(log, location);
      return Optional.empty();
    } catch (PipelinesException exception) {
      return Optional.of(
          "copying the task's log to %s, where other servers read it: %s"
              .formatted(location, exception.getMessage()));
    }
  }

  private void copy(Path log, String location) {
    try (InputStream bytes = Files.newInputStream(log)) {
      objects.write(location, bytes);
    } catch (NoSuchFileException _) {
      // The attempt was refused before it could print.
    } catch (IOException exception) {
      throw FileTrouble.at(log, "reading a task's log", exception);
    }
  }

  private static LaunchResult withWarning(LaunchResult result, String warning) {
    var warnings = new ArrayList<>(result.warnings());
    warnings.add(warning);
    return result.withWarnings(warnings);
  }
}
