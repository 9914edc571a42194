package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.agent.TaskSetAgent;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.driving.DrivenStores;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.Task;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real controller of Argo's, and the server as its agent: tasks that need no pod. */
@ExtendWith(ClusterExtension.class)
final class AgentOnClusterTest {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PATIENCE_SECONDS = 60;

  private final String run = "run-" + RUNS.incrementAndGet();
  private final TestCluster cluster;
  private final TestNamespace namespace;
  private final TaskGraph graph = read();
  private final KubernetesWorkflows workflows;
  private final KubernetesTaskSets taskSets;
  private final WorkflowTarget target;
  private DrivenStores stores;
  private RunDriving driving;
  private TaskSetAgent agent;

  AgentOnClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.workflows = new KubernetesWorkflows(cluster.client(), TestCluster.INSTANCE);
    this.taskSets = new KubernetesTaskSets(cluster.client(), TestCluster.INSTANCE);
    this.target = WorkflowTarget.of(run, graph.specification().name(), namespace.name(), "default");
    this.stores = new DrivenStores(folder, graph, new SpecificationDriver());
    this.driving = stores.driving();
    this.agent = new TaskSetAgent(taskSets, driving::ask, DrivenStores.CLOCK);
  }

  @BeforeEach
  void create() {
    stores.create(run);
    agent.answerFor(namespace.name(), target.name(), run);
    var _ = driving.takeUp(run);
  }

  @AfterEach
  void close() {
    workflows.release(namespace.name(), target.name());
    agent.close();
    driving.close();
    stores.close();
  }

  @Test
  void answersUntilTheWorkflowHasSucceededWithoutAnyPod() throws Exception {
    try (AutoCloseable _ = taskSets.follow(agent::see)) {
      submit();
      // Submitting is repeated after a crash.
      submit();

      awaitSuccess();
    }

    assertThat(stores.run(run).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(states())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "fetch SUCCEEDED",
                "loop SUCCEEDED",
                "loop/inner[0] SUCCEEDED",
                "loop/inner[1] SUCCEEDED",
                "loop/inner[2] SUCCEEDED",
                "loop/then[0] SUCCEEDED",
                "loop/then[1] SUCCEEDED",
                "loop/then[2] SUCCEEDED",
                "after-loop SUCCEEDED",
                "never SKIPPED",
                "nothing SKIPPED",
                "tidy SUCCEEDED"));
    assertThat(cluster.client().pods().inNamespace(namespace.name()).list().getItems()).isEmpty();
  }

  @Test
  void goesOnWhenTheControllerWasAwayWhileItAnswered() throws Exception {
    submit();
    await(ArgoKinds.TASK_SETS, Objects::nonNull);
    cluster.stop("workflow-controller");
    try (AutoCloseable _ = taskSets.follow(agent::see)) {
      await(ArgoKinds.TASK_SETS, set -> set != null && set.get("status", "nodes") != null);
      cluster.bringUp("argo");

      awaitSuccess();
    }

    assertThat(stores.run(run).state()).isEqualTo(RunState.SUCCEEDED);
  }

  private void submit() {
    var compiler =
        new WorkflowCompiler(
            new WorkflowSettings(
                TestCluster.INSTANCE, "pitwheel/launcher:test", "http://pitwheel:8888"));
    workflows.createUnlessThere(namespace.name(), compiler.compile(graph, target));
  }

  private void awaitSuccess() {
    await(
        ArgoKinds.WORKFLOWS,
        workflow -> workflow != null && workflow.get("status", "finishedAt") != null);
    await(ArgoKinds.WORKFLOWS, workflow -> "Succeeded".equals(workflow.get("status", "phase")));
  }

  private void await(
      ResourceDefinitionContext kind, Predicate<GenericKubernetesResource> condition) {
    Resource<GenericKubernetesResource> resource =
        cluster
            .client()
            .genericKubernetesResources(kind)
            .inNamespace(namespace.name())
            .withName(target.name());
    resource.waitUntilCondition(condition, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private List<String> states() {
    return stores.tasks(run).stream()
        .filter(task -> !task.reference().path().isRoot())
        .map(AgentOnClusterTest::describe)
        .toList();
  }

  private static String describe(Task task) {
    String iteration = task.reference().iteration().text();
    return "%s%s %s"
        .formatted(
            task.reference().path().slashed(),
            iteration.isEmpty() ? "" : "[" + iteration + "]",
            task.state());
  }

  private static TaskGraph read() {
    try (InputStream stream =
        AgentOnClusterTest.class.getResourceAsStream("/cluster/no_pods.pipeline.yaml")) {
      return TaskGraph.of(
          PipelineDocumentReader.read(Objects.requireNonNull(stream).readAllBytes())
              .specification());
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }
}
