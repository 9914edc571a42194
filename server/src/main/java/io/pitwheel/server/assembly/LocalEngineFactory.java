package io.pitwheel.server.assembly;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngine;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launcher.LauncherSettings;
import io.pitwheel.launcher.LocalLauncher;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import java.nio.file.Path;
import java.util.List;

/** The engine of one machine: commands are processes of this host, artifacts lie in a folder. */
public final class LocalEngineFactory implements EngineFactory {
  private final int slots;

  /**
   * @param slots commands at once, all runs together
   */
  public LocalEngineFactory(int slots) {
    this.slots = slots;
  }

  /** As many commands at once as there are processors. */
  public static LocalEngineFactory ofThisMachine() {
    return new LocalEngineFactory(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public EngineRoom create(Surroundings surroundings) {
    Path folder = surroundings.dataFolder();
    // A run may name a pipeline root anywhere on this machine, where its commands can write anyway.
    var objects = new FolderObjectStore(Path.of("/"));
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
                slots,
                folder.resolve("artifacts").toString()));
    return new EngineRoom(
        engine,
        new FolderTaskLogs(folder),
        () -> {
          engine.close();
          launcher.close();
        });
  }

  private static OrphanCommands orphansOf(LocalLauncher launcher) {
    return runId -> {
      try {
        launcher.endOrphans(List.of(runId));
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
