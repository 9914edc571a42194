package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.agent.TaskSetAgent;
import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.cluster.ClusterConnection;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.engine.argo.driving.DrivenStores;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs of one test by an engine that is connected to the real cluster. */
abstract class EngineOnCluster {
  /** Nobody has it: every pod waits for it. */
  static final String NO_IMAGE = "nobody/has-this:1";

  private static final WorkspaceDefaults WORKSPACES =
      new WorkspaceDefaults("1Gi", "ReadWriteOnce", "");
  private static final String ACCOUNT = "pipeline-runner";
  private static final AtomicInteger RUNS = new AtomicInteger();
  static final int PATIENCE_SECONDS = 60;

  final String runId = "engine-run-" + RUNS.incrementAndGet();
  final TestCluster cluster;
  final TestNamespace namespace;
  private final Path folder;
  DrivenStores stores;
  Supervision supervision;

  EngineOnCluster(TestCluster cluster, TestNamespace namespace, Path folder) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.folder = folder;
  }

  /** An engine that is connected to the cluster. */
  record Supervision(
      ClusterConnection connection, TaskSetAgent agent, RunDriving driving, ArgoEngine engine) {
    void close() {
      connection.close();
      agent.close();
      engine.close();
      driving.close();
    }
  }

  /** As runs of these tests name it. */
  @BeforeEach
  void makeAccount() {
    if (account().get() == null) {
      namespace.makeServiceAccount(ACCOUNT);
    }
  }

  Resource<ServiceAccount> account() {
    return cluster.client().serviceAccounts().inNamespace(namespace.name()).withName(ACCOUNT);
  }

  @AfterEach
  void close() {
    supervision.close();
    stores.close();
  }

  void begin(String pipeline, String launcherImage, String place) {
    begin(pipeline, launcherImage, place, cluster.kubeconfig(), TestCluster.INSTANCE);
  }

  void begin(
      String pipeline, String launcherImage, String place, Path kubeconfig, String instance) {
    stores = new DrivenStores(folder, read(pipeline), new SpecificationDriver());
    stores.create(runId);
    supervision = supervise(launcherImage, place, kubeconfig, instance);
    supervision.engine().submit(runId);
    // Repeated after a crash.
    supervision.engine().submit(runId);
  }

  Supervision supervise(String launcherImage, String place) {
    return supervise(launcherImage, place, cluster.kubeconfig(), TestCluster.INSTANCE);
  }

  private Supervision supervise(
      String launcherImage, String place, Path kubeconfig, String instance) {
    return supervise(launcherImage, place, kubeconfig, instance, stores.parts());
  }

  /** For which it is another time. */
  Supervision supervise(String launcherImage, String place, Clock clock) {
    EngineParts parts = stores.parts();
    return supervise(
        launcherImage,
        place,
        cluster.kubeconfig(),
        TestCluster.INSTANCE,
        new EngineParts(
            parts.runs(),
            parts.tasks(),
            parts.graphs(),
            parts.driver(),
            parts.workspaces(),
            parts.objects(),
            parts.systemLog(),
            parts.caching(),
            parts.identifiers(),
            clock,
            parts.artifactRoot()));
  }

  private Supervision supervise(
      String launcherImage, String place, Path kubeconfig, String instance, EngineParts parts) {
    var connection = ClusterConnection.open(Optional.of(kubeconfig), null, instance);
    var claims = connection.volumeClaims();
    var driving = new RunDriving(parts, new ClaimTaskPerformer(claims, place));
    var agent = new TaskSetAgent(connection.taskSets(), driving::ask, DrivenStores.CLOCK);
    var compiler =
        new WorkflowCompiler(new WorkflowSettings(instance, launcherImage, "http://pitwheel:8888"));
    var engine =
        new ArgoEngine(
            new ArgoEngineParts(
                parts,
                driving,
                agent,
                connection.workflows(),
                claims,
                WORKSPACES,
                compiler,
                place,
                "default"));
    connection.follow(agent::see, engine::see, engine::miss);
    return new Supervision(connection, agent, driving, engine);
  }

  void awaitPod() {
    await(workflow ->
        workflow != null
            && nodes(workflow).values().stream()
                .anyMatch(node ->
                    node instanceof Map<?, ?> members && "Pod".equals(members.get("type"))));
  }

  void awaitReleased() {
    await(workflow ->
        workflow != null
            && "true".equals(workflow.getMetadata().getLabels().get("pitwheel.io/stored")));
    assertThat(workflow().get().getMetadata().getFinalizers()).isEmpty();
  }

  void await(Predicate<GenericKubernetesResource> condition) {
    workflow().waitUntilCondition(condition, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void awaitWorkflow() {
    await(Objects::nonNull);
  }

  NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      workflows() {
    return cluster
        .client()
        .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
        .inNamespace(namespace.name());
  }

  Resource<GenericKubernetesResource> workflow() {
    return workflows()
        .withName(
            new ArgoEngineParts(
                    stores.parts(),
                    supervision.driving(),
                    supervision.agent(),
                    supervision.connection().workflows(),
                    supervision.connection().volumeClaims(),
                    WORKSPACES,
                    new WorkflowCompiler(new WorkflowSettings("", "", "")),
                    namespace.name(),
                    "")
                .targetOf(run())
                .name());
  }

  static Map<?, ?> nodes(GenericKubernetesResource workflow) {
    return workflow.get("status", "nodes") instanceof Map<?, ?> nodes ? nodes : Map.of();
  }

  Run run() {
    return stores.run(runId);
  }

  TaskFailure failureOf(String task) {
    return Objects.requireNonNull(task(task).failure());
  }

  Task task(String path) {
    return tasks(path).findFirst().orElseThrow();
  }

  Stream<Task> tasks(String path) {
    return stores.tasks(runId).stream()
        .filter(each -> each.reference().path().slashed().equals(path));
  }

  /** None of a task that is not there yet. */
  List<PodSighting> sightings(String task) {
    return tasks(task).findFirst().map(stores::sightings).orElse(List.of());
  }

  void makeSecret(String name) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withStringData(Map.of("token", "word"))
                .build())
        .create();
  }

  private static TaskGraph read(String pipeline) {
    try (InputStream stream =
        EngineOnCluster.class.getResourceAsStream(
            "/cluster/%s.pipeline.yaml".formatted(pipeline))) {
      return TaskGraph.of(
          PipelineDocumentReader.read(Objects.requireNonNull(stream).readAllBytes())
              .specification());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
