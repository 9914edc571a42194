package io.pitwheel.server.assembly;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.agent.TaskSetAgent;
import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.claim.MountedWorkspaces;
import io.pitwheel.engine.argo.claim.VolumeClaims;
import io.pitwheel.engine.argo.cluster.ClusterConnection;
import io.pitwheel.engine.argo.driving.DrivenLaunches;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.pod.EnforcedUserDriver;
import io.pitwheel.engine.argo.supervision.ArgoEngine;
import io.pitwheel.engine.argo.supervision.ArgoEngineParts;
import io.pitwheel.engine.argo.supervision.PodSecurity;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.PipelineRoot;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.server.launch.PodStores;
import io.pitwheel.server.run.NamespaceCheck;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.specification.Installation;
import io.pitwheel.systemlog.SystemLog;

/** The engine of a cluster: commands run in pods, and Workflows of Argo say when. */
public final class ArgoEngineFactory implements EngineFactory {
  /**
   * @throws PipelinesException INVALID_ARGUMENT naming the setting that is wrong
   */
  @Override
  public EngineRoom create(Surroundings surroundings) {
    Settings settings = surroundings.settings();
    LocalStores stores =
        LocalStores.of(
            surroundings.dataFolder(), surroundings.bundles().secrets(), settings, System.getenv());
    requireBucket(stores.root());
    ObjectStore objects = surroundings.metrics().counted(stores.objects());
    var systemLog =
        new BackgroundSystemLog(
            objects, surroundings.systemLines(), surroundings.dataFolder().resolve("work"));
    EngineParts shared = parts(surroundings, objects, systemLog, stores.root());
    ClusterConnection cluster =
        ClusterConnection.open(
            settings.file(Setting.KUBERNETES_CONFIGURATION_FILE),
            settings.file(Setting.TLS_CA_FILE).orElse(null),
            settings.text(Setting.KUBERNETES_INSTANCE_ID));
    VolumeClaims claims = cluster.volumeClaims();
    String namespace = cluster.namespaceOr(settings.text(Setting.KUBERNETES_NAMESPACE));
    var driving = new RunDriving(shared, new ClaimTaskPerformer(claims, namespace));
    var agent = new TaskSetAgent(cluster.taskSets(), driving::ask, surroundings.clock());
    var supervised =
        new ArgoEngineParts(
            shared,
            driving,
            agent,
            cluster.workflows(),
            claims,
            Installation.workspaces(settings),
            Installation.compiler(settings),
            namespace,
            settings.text(Setting.KUBERNETES_SERVICE_ACCOUNT));
    var engine = new ArgoEngine(supervised);
    cluster.follow(agent::see, engine::see, engine::miss);
    engine.lookAround();
    return new EngineRoom(
        engine,
        new NoLocalLogs(),
        objects,
        stores.localFolders(),
        PipelineRoot.plain(stores.root()),
        root -> requireRoot(stores, root),
        new Pods(
            new DrivenLaunches(driving),
            cluster.tokens(supervised::namespaceOf, surroundings.clock()),
            cluster.records(supervised::namespaceOf),
            security(supervised, settings),
            settings.text(Setting.KUBERNETES_LAUNCHER_CREDENTIALS).equals("pod")
                ? PodStores.direct(stores::withoutCredentials)
                : PodStores.SIGNED),
        () -> {
          cluster.stopFollowing();
          engine.close();
          agent.close();
          driving.close();
          cluster.close();
          systemLog.close();
        });
  }

  private static NamespaceCheck security(ArgoEngineParts engine, Settings settings) {
    var security = new PodSecurity(engine.workflows(), Installation.enforcedUser(settings));
    return (namespace, graph) ->
        security.requireAsked(namespace.isEmpty() ? engine.namespace() : namespace, graph);
  }

  private static void requireRoot(LocalStores stores, String root) {
    stores.requireRoot("runtime_config.pipeline_root", root);
    if (!root.isEmpty() && !RoutedObjectStore.isUri(root)) {
      throw PipelinesException.invalid(
          "runtime_config.pipeline_root",
          "keeping artifacts at the pipeline root %s (expected: the uri of a bucket, which pods reach, too)"
              .formatted(root));
    }
  }

  private static void requireBucket(String root) {
    if (!RoutedObjectStore.isUri(root)) {
      throw PipelinesException.invalid(
          Setting.OBJECT_STORE_ROOT.key(),
          "starting the engine for Argo with artifacts in the folder %s (expected: the uri of a bucket, which pods reach, too)"
              .formatted(root));
    }
  }

  private static EngineParts parts(
      Surroundings surroundings, ObjectStore objects, SystemLog systemLog, String root) {
    return new EngineParts(
        surroundings.stores().runs(),
        surroundings.stores().tasks(),
        surroundings.graphs(),
        surroundings
            .metrics()
            .counted(
                new EnforcedUserDriver(
                    new SpecificationDriver(), Installation.enforcedUser(surroundings.settings()))),
        new MountedWorkspaces(objects),
        objects,
        systemLog,
        surroundings.caching(),
        surroundings.identifiers(),
        surroundings.clock(),
        PipelineRoot.plain(root));
  }
}
