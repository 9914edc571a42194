package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.agent.TaskSetAgent;
import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.cluster.ClusterConnection;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.engine.argo.driving.DrivenStores;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The engine with a real controller of Argo's and a real node, short of what pods report. */
@ExtendWith(ClusterExtension.class)
final class ArgoEngineOnClusterTest {
  /** Nobody has it: every pod waits for it. */
  private static final String NO_IMAGE = "nobody/has-this:1";

  private static final ResourceDefinitionContext WORKFLOWS =
      new ResourceDefinitionContext.Builder()
          .withGroup("argoproj.io")
          .withVersion("v1alpha1")
          .withKind("Workflow")
          .withPlural("workflows")
          .withNamespaced(true)
          .build();
  private static final WorkspaceDefaults WORKSPACES =
      new WorkspaceDefaults("1Gi", "ReadWriteOnce", "");
  private static final String ACCOUNT = "pipeline-runner";
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PATIENCE_SECONDS = 60;

  private final String runId = "engine-run-" + RUNS.incrementAndGet();
  private final TestCluster cluster;
  private final TestNamespace namespace;
  private final Path folder;
  private DrivenStores stores;
  private Supervision supervision;

  ArgoEngineOnClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.folder = folder;
  }

  /** An engine that is connected to the cluster. */
  private record Supervision(
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
      cluster
          .client()
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName(ACCOUNT)
                  .withNamespace(namespace.name())
                  .endMetadata()
                  .build())
          .create();
    }
  }

  private Resource<ServiceAccount> account() {
    return cluster.client().serviceAccounts().inNamespace(namespace.name()).withName(ACCOUNT);
  }

  @AfterEach
  void close() {
    supervision.close();
    stores.close();
  }

  @Test
  void endsTheRunAndLetsItsWorkflowGo() {
    begin("no_pods", NO_IMAGE, namespace.name());

    awaitReleased();

    assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void writesWhyAPodFailedThatCouldNotSayItself() {
    begin("short_lived_pod", NO_IMAGE, namespace.name());

    awaitReleased();

    assertThat(run().state()).isEqualTo(RunState.FAILED);
    assertThat(failureOf("work").message())
        .contains("its pod failed: Pod was active on the node longer");
    assertThat(task("after").state()).isEqualTo(TaskState.SKIPPED);
  }

  @Test
  void endsATerminatedRunWhosePodNeverBegan() {
    begin("one_pod", NO_IMAGE, namespace.name());
    awaitPod();
    stores.terminate(runId);

    supervision.engine().terminate(runId);

    awaitReleased();
    assertThat(Objects.requireNonNull(run().failure()).code()).isEqualTo(ErrorCode.CANCELLED);
  }

  @Test
  void saysWhatThePodOfEachTaskWaitsFor() throws Exception {
    begin("waiting_pods", cluster.launcherImage(), namespace.name());
    Map<String, String> reasons =
        Map.of(
            "image", "nobody/has-this:1",
            "processors", "Unschedulable: 0/1 nodes are available: 1 Insufficient cpu",
            "secret", "CreateContainerConfigError: secret \"late\" not found",
            "user", "CreateContainerConfigError: container has runAsNonRoot and image will run",
            "volume", "FailedMount: MountVolume.SetUp failed for volume");

    stores.await(() -> reasons.keySet().stream().allMatch(task -> !sightings(task).isEmpty()));

    reasons.forEach((task, words) -> {
      assertThat(sightings(task).getFirst().isWaiting()).isTrue();
      assertThat(sightings(task).getFirst().words()).as(task).contains(words);
    });
    makeSecret("late");
    stores.await(() -> !sightings("secret").getLast().isWaiting());
    stores.terminate(runId);
    supervision.engine().terminate(runId);
    awaitReleased();
    assertThat(failureOf("processors").message())
        .startsWith("the run was terminated; its pod waited: " + reasons.get("processors"));
    assertThat(failureOf("volume").message())
        .contains("its pod waited: FailedMount", "secret \"absent\" not found");
  }

  @Test
  void saysThatTheLauncherIsWhatAPodWaitsFor() throws Exception {
    begin("one_pod", NO_IMAGE, namespace.name());
    stores.await(() -> !sightings("work").isEmpty());
    stores.terminate(runId);

    supervision.engine().terminate(runId);

    awaitReleased();
    assertThat(failureOf("work").code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(failureOf("work").message())
        .contains("the run was terminated; its pod waited: container pitwheel:", NO_IMAGE);
    assertThat(Objects.requireNonNull(run().failure()).code()).isEqualTo(ErrorCode.CANCELLED);
  }

  @Test
  void endsARunWhoseWorkflowSomebodyDeletes() {
    begin("one_pod", NO_IMAGE, namespace.name());
    awaitPod();

    workflow().delete();

    workflow().waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(Objects.requireNonNull(run().failure()).message()).contains("was deleted");
  }

  @Test
  void endsARunThatTheClusterRefusesInItsWords() throws Exception {
    begin("one_pod", NO_IMAGE, "no-such-namespace");

    stores.awaitEnd(runId);

    assertThat(Objects.requireNonNull(run().failure()).message())
        .contains("namespaces \"no-such-namespace\" not found");
  }

  @Test
  void makesAndRemovesClaimsWithoutPods() {
    begin("with_claim", NO_IMAGE, namespace.name());

    awaitReleased();

    assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(task("make-kept").outputs().parameters().get("name")).isEqualTo(text("kept"));
    PersistentVolumeClaim kept = claim("kept").get();
    assertThat(kept.getMetadata().getLabels()).containsEntry("pipeline/runid", runId);
    assertThat(kept.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(kept.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
    String other = task("make-other").id() + "-other";
    assertThat(task("make-other").outputs().parameters().get("name")).isEqualTo(text(other));
    awaitGone(other);
    awaitGone("kfp-workspace-" + runId);
  }

  @Test
  void failsTheTaskOfAClaimThatTheApiServerRefuses() {
    begin("wrong_claim", NO_IMAGE, namespace.name());

    awaitReleased();

    assertThat(run().state()).isEqualTo(RunState.FAILED);
    assertThat(failureOf("work").message()).contains("quantities must match the regular");
    assertThat(task("after").state()).isEqualTo(TaskState.SKIPPED);
  }

  @Test
  void keepsTheWorkspaceOfAFailedRunAsLongAsItsWorkflow() {
    begin("with_workspace", NO_IMAGE, namespace.name());
    awaitPod();
    String workspace = "kfp-workspace-" + runId;
    assertThat(claim(workspace).get().getMetadata().getLabels())
        .containsEntry("pipeline/runid", runId);
    assertThat(mountsOfPod()).contains("/kfp-workspace of " + workspace);
    stores.terminate(runId);
    supervision.engine().terminate(runId);

    awaitReleased();

    assertThat(claim(workspace).get().getMetadata().getDeletionTimestamp()).isNull();
    workflow().delete();
    awaitGone(workspace);
  }

  private Set<String> mountsOfPod() {
    Pod pod =
        cluster
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withLabel("pipeline/runid", runId)
            .waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    return pod.getSpec().getContainers().stream()
        .filter(container -> container.getName().equals("main"))
        .flatMap(container -> container.getVolumeMounts().stream())
        .map(mount -> "%s of %s".formatted(mount.getMountPath(), claimOf(pod, mount.getName())))
        .collect(Collectors.toSet());
  }

  private static String claimOf(Pod pod, String volume) {
    return pod.getSpec().getVolumes().stream()
        .filter(each -> each.getName().equals(volume) && each.getPersistentVolumeClaim() != null)
        .map(each -> each.getPersistentVolumeClaim().getClaimName())
        .findFirst()
        .orElse("no claim");
  }

  private Resource<PersistentVolumeClaim> claim(String name) {
    return cluster.client().persistentVolumeClaims().inNamespace(namespace.name()).withName(name);
  }

  private void awaitGone(String claim) {
    claim(claim).waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static JsonValue text(String text) {
    return JsonValue.of(text);
  }

  @Test
  void saysWhatTheControllerCannotDo() {
    account().delete();
    begin("one_pod", NO_IMAGE, namespace.name());

    awaitReleased();

    assertThat(Objects.requireNonNull(run().failure()).message())
        .contains("serviceaccounts \"pipeline-runner\" not found");
  }

  @Test
  void anotherServerGoesOnAndLetsGoWhatWasLeft() {
    begin("short_lived_pod", NO_IMAGE, namespace.name());
    awaitPod();

    supervision.close();
    supervision = supervise(NO_IMAGE, namespace.name());
    supervision.engine().submit(runId);

    awaitReleased();
    assertThat(run().state()).isEqualTo(RunState.FAILED);
  }

  private void begin(String pipeline, String launcherImage, String place) {
    stores = new DrivenStores(folder, read(pipeline), new SpecificationDriver());
    stores.create(runId);
    supervision = supervise(launcherImage, place);
    supervision.engine().submit(runId);
    // Repeated after a crash.
    supervision.engine().submit(runId);
  }

  private Supervision supervise(String launcherImage, String place) {
    var connection =
        ClusterConnection.open(Optional.of(cluster.kubeconfig()), TestCluster.INSTANCE);
    var claims = connection.volumeClaims();
    var driving = new RunDriving(stores.parts(), new ClaimTaskPerformer(claims, place));
    var agent = new TaskSetAgent(connection.taskSets(), driving::ask, DrivenStores.CLOCK);
    var compiler =
        new WorkflowCompiler(
            new WorkflowSettings(TestCluster.INSTANCE, launcherImage, "http://pitwheel:8888"));
    var engine =
        new ArgoEngine(
            new ArgoEngineParts(
                stores.parts(),
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

  private void awaitPod() {
    await(workflow ->
        workflow != null
            && nodes(workflow).values().stream()
                .anyMatch(node ->
                    node instanceof Map<?, ?> members && "Pod".equals(members.get("type"))));
  }

  private void awaitReleased() {
    await(workflow ->
        workflow != null
            && "true".equals(workflow.getMetadata().getLabels().get("pitwheel.io/stored")));
    assertThat(workflow().get().getMetadata().getFinalizers()).isEmpty();
  }

  private void await(Predicate<GenericKubernetesResource> condition) {
    workflow().waitUntilCondition(condition, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Resource<GenericKubernetesResource> workflow() {
    return cluster
        .client()
        .genericKubernetesResources(WORKFLOWS)
        .inNamespace(namespace.name())
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

  private static Map<?, ?> nodes(GenericKubernetesResource workflow) {
    return workflow.get("status", "nodes") instanceof Map<?, ?> nodes ? nodes : Map.of();
  }

  private Run run() {
    return stores.run(runId);
  }

  private TaskFailure failureOf(String task) {
    return Objects.requireNonNull(task(task).failure());
  }

  private Task task(String path) {
    return tasks(path).findFirst().orElseThrow();
  }

  private Stream<Task> tasks(String path) {
    return stores.tasks(runId).stream()
        .filter(each -> each.reference().path().slashed().equals(path));
  }

  /** None of a task that is not there yet. */
  private List<PodSighting> sightings(String task) {
    return tasks(task).findFirst().map(stores::sightings).orElse(List.of());
  }

  private void makeSecret(String name) {
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
        ArgoEngineOnClusterTest.class.getResourceAsStream(
            "/cluster/%s.pipeline.yaml".formatted(pipeline))) {
      return TaskGraph.of(
          PipelineDocumentReader.read(Objects.requireNonNull(stream).readAllBytes())
              .specification());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
