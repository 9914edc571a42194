package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.run.RunState;
import io.pitwheel.task.TaskState;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The engine with a real controller of Argo's and a real node, short of what pods report. */
@ExtendWith(ClusterExtension.class)
final class ArgoEngineOnClusterTest extends EngineOnCluster {
  ArgoEngineOnClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    super(cluster, namespace, folder);
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
}
