package io.pitwheel.server.assembly;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngine;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launch.TaskLogs;
import io.pitwheel.launcher.LauncherSettings;
import io.pitwheel.launcher.LocalLauncher;
import io.pitwheel.launcher.log.LogReader;
import io.pitwheel.launcher.process.OrphanProcesses;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import java.nio.file.Path;
import java.util.List;

/** Tasks are commands of this machine; artifacts and logs are files in the data folder. */
public final class LocalEngineFactory implements EngineFactory {
  @Override
  public EngineRoom create(Surroundings surroundings) {
    Path folder = surroundings.dataFolder();
    Path artifacts = folder.resolve("artifacts");
    var objects = new FolderObjectStore(artifacts);
    var launcher =
        new LocalLauncher(LauncherSettings.of(folder), objects, surroundings.identifiers());
    var engine =
        new LocalEngine(
            new LocalEngineParts(
                surroundings.stores().runs(),
                surroundings.stores().tasks(),
                surroundings.graphs(),
                new SpecificationDriver(),
                launcher,
                orphansOf(launcher),
                objects,
                surroundings.identifiers(),
                surroundings.clock(),
                Runtime.getRuntime().availableProcessors(),
                artifacts.toString()));
    return new EngineRoom(engine, logsIn(folder), () -> close(engine, launcher));
  }

  private static void close(LocalEngine engine, LocalLauncher launcher) {
    try (launcher;
        engine) {
      // In this order: the engine ends every command, the launcher what commands left behind.
    }
  }

  private static TaskLogs logsIn(Path folder) {
    return (task, attempt, offset, maxBytes) ->
        LogReader.read(AttemptFolders.of(folder, task, attempt).log(), offset, maxBytes);
  }

  private static OrphanCommands orphansOf(LocalLauncher launcher) {
    return runId -> {
      int ended = OrphanProcesses.ofThisSystem().endAll(List.of(runId));
      try {
        // Containers are no processes of ours.
        launcher.endOrphans(List.of(runId));
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
        throw new PipelinesException(
            ErrorCode.UNAVAILABLE, "ending what run %s left behind".formatted(runId), exception);
      }
      return ended;
    };
  }
}
