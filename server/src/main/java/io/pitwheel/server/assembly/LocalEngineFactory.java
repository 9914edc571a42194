package io.pitwheel.server.assembly;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngine;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.PipelineRoot;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launcher.LauncherSettings;
import io.pitwheel.launcher.LocalLauncher;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.launcher.log.LogCopyingLauncher;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.server.settings.OutgoingSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.systemlog.SystemLog;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The engine of one machine: commands are processes of this host, artifacts lie in a folder. */
public final class LocalEngineFactory implements EngineFactory {
  private final int slots;
  private final UnaryOperator<LocalEngineParts> adaptation;

  /**
   * @param slots commands at once, all runs together, unless a setting says otherwise
   * @param adaptation has the last word on the engine's parts; for tests that die at chosen points
   */
  public LocalEngineFactory(int slots, UnaryOperator<LocalEngineParts> adaptation) {
    this.slots = slots;
    this.adaptation = adaptation;
  }

  /** As many commands at once as there are processors. */
  public static LocalEngineFactory ofThisMachine() {
    return new LocalEngineFactory(
        Runtime.getRuntime().availableProcessors(), UnaryOperator.identity());
  }

  @Override
  public EngineRoom create(Surroundings surroundings) {
    Path folder = surroundings.dataFolder();
    LocalStores stores =
        LocalStores.of(
            folder, surroundings.bundles().secrets(), surroundings.settings(), System.getenv());
    ObjectStore objects = surroundings.metrics().counted(stores.objects());
    var launcher =
        new LocalLauncher(
            LauncherSettings.of(
                folder,
                surroundings.bundles(),
                stores.localFolders(),
                OutgoingSettings.proxy(surroundings.settings())),
            objects,
            surroundings.identifiers());
    var systemLog =
        new BackgroundSystemLog(objects, surroundings.systemLines(), folder.resolve("work"));
    var engine =
        new LocalEngine(
            adaptation.apply(parts(surroundings, launcher, objects, systemLog, stores.root())));
    return new EngineRoom(
        engine,
        new FolderTaskLogs(folder),
        objects,
        stores.localFolders(),
        PipelineRoot.plain(stores.root()),
        root -> stores.requireRoot("runtime_config.pipeline_root", root),
        () -> {
          engine.close();
          systemLog.close();
          launcher.close();
        });
  }

  private LocalEngineParts parts(
      Surroundings surroundings,
      LocalLauncher launcher,
      ObjectStore objects,
      SystemLog systemLog,
      String root) {
    var shared =
        new EngineParts(
            surroundings.stores().runs(),
            surroundings.stores().tasks(),
            surroundings.graphs(),
            surroundings.metrics().counted(new SpecificationDriver()),
            new FolderWorkspaces(surroundings.dataFolder(), objects),
            objects,
            systemLog,
            surroundings.caching(),
            surroundings.identifiers(),
            surroundings.clock(),
            PipelineRoot.plain(root));
    return new LocalEngineParts(
        shared,
        new LogCopyingLauncher(
            launcher,
            surroundings.dataFolder(),
            objects,
            location -> isShared(surroundings.settings(), location)),
        orphansOf(launcher),
        surroundings.slots() > 0 ? surroundings.slots() : slots);
  }

  /**
   * Whether other servers may want what lies at a location, and reach it: with a database in a file
   * there are none, and a folder of this server's own is not theirs.
   */
  private static boolean isShared(Settings settings, String location) {
    String root = settings.text(Setting.OBJECT_STORE_ROOT);
    return settings.flag(Setting.LOG_PUBLISH)
        && !settings.text(Setting.DATABASE_URL).isEmpty()
        && (RoutedObjectStore.isUri(location) || (!root.isEmpty() && location.startsWith(root)));
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
