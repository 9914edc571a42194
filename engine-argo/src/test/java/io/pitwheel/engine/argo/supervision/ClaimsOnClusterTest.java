package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.pitwheel.run.RunState;
import io.pitwheel.task.TaskState;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonValue;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Claims of tasks and of workspaces, with a real API server and a real controller of Argo's. */
@ExtendWith(ClusterExtension.class)
final class ClaimsOnClusterTest extends EngineOnCluster {
  ClaimsOnClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    super(cluster, namespace, folder);
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
}
