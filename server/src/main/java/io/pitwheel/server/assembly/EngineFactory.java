package io.pitwheel.server.assembly;

import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.engine.Engine;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.launch.TaskLogs;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.launch.PodStores;
import io.pitwheel.server.metrics.ServerMetrics;
import io.pitwheel.server.run.NamespaceCheck;
import io.pitwheel.server.run.PipelineRootCheck;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.store.Stores;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes the engine of a server, with what it needs below it. */
@FunctionalInterface
public interface EngineFactory {
  /**
   * What a server has for its engine.
   *
   * @param settings everything an admin chose
   * @param bundles where secrets and config maps of this machine are
   * @param slots commands at once; 0: as many as the engine finds right
   * @param metrics counts what the engine decides and keeps
   * @param systemLines gets every line of the system log; null for nobody
   */
  record Surroundings(
      Stores stores,
      TaskGraphSource graphs,
      Path dataFolder,
      @Nullable OutputStream systemLines,
      Settings settings,
      CachePolicy caching,
      BundleFolders bundles,
      int slots,
      ServerMetrics metrics,
      Clock clock,
      Identifiers identifiers) {}

  /**
   * An engine and what comes with it.
   *
   * @param objects where artifacts and system logs are
   * @param localFolders what of this machine may be handed out: an artifact may name any file
   * @param artifactRoot where outputs go when a run says nothing else
   * @param pipelineRoots where this engine can keep artifacts
   * @param pods what launchers in pods are answered by; null where tasks have none
   * @param onClose ends the engine; what is under way is left to the next server
   */
  record EngineRoom(
      Engine engine,
      TaskLogs logs,
      ObjectStore objects,
      LocalFolders localFolders,
      String artifactRoot,
      PipelineRootCheck pipelineRoots,
      @Nullable Pods pods,
      Runnable onClose) {
    /** One whose tasks run without pods. */
    public EngineRoom(
        Engine engine,
        TaskLogs logs,
        ObjectStore objects,
        LocalFolders localFolders,
        String artifactRoot,
        PipelineRootCheck pipelineRoots,
        Runnable onClose) {
      this(engine, logs, objects, localFolders, artifactRoot, pipelineRoots, null, onClose);
    }
  }

  /**
   * What an engine says to launchers in pods, and how it knows them.
   *
   * @param records what their cluster has of runs
   * @param namespaces where pods of a pipeline may be
   * @param stores how they reach the object store
   */
  record Pods(
      PodLaunches launches,
      RunTokens tokens,
      ClusterRecords records,
      NamespaceCheck namespaces,
      PodStores stores) {
    /** With pods that may be anywhere and reach the object store by signed requests. */
    public Pods(PodLaunches launches, RunTokens tokens, ClusterRecords records) {
      this(launches, tokens, records, NamespaceCheck.OPEN, PodStores.SIGNED);
    }
  }

  EngineRoom create(Surroundings surroundings);
}
