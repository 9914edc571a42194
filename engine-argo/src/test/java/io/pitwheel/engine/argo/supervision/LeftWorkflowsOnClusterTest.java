package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.engine.argo.driving.DrivenStores;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows of a real cluster whose server died when it had just stored the end of their run. */
@ExtendWith(ClusterExtension.class)
final class LeftWorkflowsOnClusterTest extends EngineOnCluster {
  /** Long after whatever the tests write. */
  private static final Clock LATER = Clock.offset(DrivenStores.CLOCK, Duration.ofMinutes(5));

  LeftWorkflowsOnClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    super(cluster, namespace, folder);
  }

  @Test
  void answersWhatTheWorkflowOfARunThatSucceededStillAsks() {
    begin("two_imports", NO_IMAGE, namespace.name());
    supervision.agent().close();
    supervision.driving().ask(runId, DriverKey.parse("1")).join();
    supervision.driving().ask(runId, DriverKey.parse("2")).join();
    assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    awaitWorkflow();

    superviseAnew(LATER);

    awaitReleased();
    assertThat(phase(workflow())).isEqualTo("Succeeded");
    assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void stopsTheWorkflowOfARunThatFailed() {
    leaveARunThatFailed();

    awaitReleased();
    assertThat(phase(workflow())).isEqualTo("Failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pitwheel.io/final-state"})
  void leavesWorkflowsOfKfpAndOfOtherInstallationsAlone(String finalizer) {
    Resource<GenericKubernetesResource> other = makeWorkflowOfOthers(finalizer);
    other.waitUntilCondition(
        found -> "Succeeded".equals(found.get("status", "phase")),
        PATIENCE_SECONDS,
        TimeUnit.SECONDS);
    String before = other.get().getMetadata().getResourceVersion();
    leaveARunThatFailed();

    // Looked at one after another, and the other was listed first, or at least often before.
    awaitReleased();
    assertThat(other.get().getMetadata().getResourceVersion()).isEqualTo(before);
    other.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    other.delete();
  }

  /** Another server comes when the one has died that stored its end. */
  private void leaveARunThatFailed() {
    begin("one_pod", NO_IMAGE, namespace.name());
    awaitPod();
    supervision.close();
    stores
        .parts()
        .runs()
        .endEarly(
            runId,
            new TaskFailure(ErrorCode.INTERNAL, "a defect", ""),
            DrivenStores.CLOCK.instant());
    superviseAnew(LATER);
  }

  private void superviseAnew(Clock clock) {
    supervision.close();
    supervision = supervise(NO_IMAGE, namespace.name(), clock);
  }

  /** For the same controller, with the label of a run that is not here, and an end just now. */
  private Resource<GenericKubernetesResource> makeWorkflowOfOthers(String finalizer) {
    String text =
        """
        {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
         "metadata": {"name": "of-others", "finalizers": [%s], "labels": {
           "pipeline/runid": "of-others", "workflows.argoproj.io/controller-instanceid": "%s"}},
         "spec": {"entrypoint": "all", "serviceAccountName": "pipeline-runner",
           "templates": [{"name": "all", "suspend": {"duration": "1"}}]}}
        """
            .formatted(finalizer.isEmpty() ? "" : '"' + finalizer + '"', TestCluster.INSTANCE);
    workflows().load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).create();
    return workflows().withName("of-others");
  }

  private static Object phase(Resource<GenericKubernetesResource> workflow) {
    return workflow.get().get("status", "phase");
  }
}
