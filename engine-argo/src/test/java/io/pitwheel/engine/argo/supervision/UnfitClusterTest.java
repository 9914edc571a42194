package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The engine with clusters that lack something: a run says what, and does not wait in silence. */
@ExtendWith(ClusterExtension.class)
final class UnfitClusterTest extends EngineOnCluster {
  private static final String STRANGER = "stranger";

  private final Path files;

  UnfitClusterTest(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
    super(cluster, namespace, folder);
    this.files = folder;
  }

  @Test
  void endsARunWhoseClusterHasNoKindsOfArgo() throws Exception {
    cluster.bringUp("bare");

    begin("one_pod", at("26444"), TestCluster.INSTANCE);

    stores.awaitEnd(runId);
    assertThat(failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failure().message())
        .contains(
            "has no workflows, workflowtaskresults, workflowtasksets, workflowtasksets/status in argoproj.io/v1alpha1",
            "expected: the custom resources of Argo Workflows 3.7");
  }

  @Test
  void endsARunForWhichTheAccountOfTheServerLacksRights() throws Exception {
    begin("one_pod", ofStranger(), TestCluster.INSTANCE);

    stores.awaitEnd(runId);
    assertThat(failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failure().message())
        .contains(
            "the server's account may not list workflows.argoproj.io in the whole cluster (expected: a role with that right, bound to it)",
            "may not create tokenreviews.authentication.k8s.io in the whole cluster",
            "may not create workflows.argoproj.io in namespace " + namespace.name(),
            "may not patch workflowtasksets/status.argoproj.io in namespace " + namespace.name());
  }

  @Test
  void saysThatARunWaitsForAClusterThatIsAway() throws Exception {
    begin("one_pod", at("9"), TestCluster.INSTANCE);

    stores.await(() -> !stores.messageOf(runId).isEmpty());

    assertThat(stores.messageOf(runId))
        .contains("the run waits: asking the cluster at", ":9", "nobody answers (");
    assertThat(run().state().isTerminal()).isFalse();
  }

  @Test
  void saysThatNoControllerTakesTheWorkflowOfARun() throws Exception {
    begin("no_pods", cluster.kubeconfig(), "nobody");

    stores.await(() -> !stores.messageOf(runId).isEmpty());

    assertThat(stores.messageOf(runId))
        .contains("no controller has looked at its Workflow " + namespace.name(), "instance id");
  }

  private void begin(String pipeline, Path kubeconfig, String instance) {
    begin(pipeline, NO_IMAGE, namespace.name(), kubeconfig, instance);
  }

  private TaskFailure failure() {
    return Objects.requireNonNull(run().failure());
  }

  /** The administrator's way to another port of the cluster. */
  private Path at(String port) throws IOException {
    return Files.writeString(
        files.resolve("kubeconfig"),
        Files.readString(cluster.kubeconfig()).replace(":26443", ":" + port));
  }

  /** An account that may do what everybody may. */
  private Path ofStranger() {
    namespace.makeServiceAccount(STRANGER);
    return namespace.writeKubeconfigOf(STRANGER, files.resolve("kubeconfig"));
  }
}
