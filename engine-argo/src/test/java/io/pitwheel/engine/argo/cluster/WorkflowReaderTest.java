package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.WorkflowView.FailedPod;
import io.pitwheel.engine.argo.workflow.WorkflowView.OpenPod;
import org.junit.jupiter.api.Test;

/** Nodes as Argo 3.7.3 wrote them, without what nobody reads here. */
final class WorkflowReaderTest {
  private static final String WORKFLOW =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      metadata: {name: waits, namespace: try, labels: {pipeline/runid: run}}
      status:
        phase: Running
        nodes:
          waits: {displayName: waits, id: waits, name: waits, phase: Running, templateName: '0', type: DAG}
          waits-452166541: {displayName: t1, id: waits-452166541, inputs: {parameters: [{name: a, value: '1'}]}, name: waits.t1, phase: Running, type: Retry}
          %s
      """;

  @Test
  void readsWhyAPodCannotBeScheduled() {
    OpenPod pod =
        open(
            """
            waits-3: {displayName: t1, finishedAt: null, id: waits-3, inputs: {parameters: [{name: a, value: '1'}]}, message: 'Unschedulable: 0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.', name: waits.t1, phase: Pending, type: Pod}
            """);

    assertThat(pod.isWaiting()).isTrue();
    assertThat(pod.isSilent()).isFalse();
    assertThat(pod.words())
        .startsWith("Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.");
    assertThat(pod.node() + " " + pod.key() + " " + pod.attempt()).isEqualTo("waits-3 1 1");
  }

  @Test
  void readsOfASecondPodThatItsImageCannotBePulled() {
    OpenPod pod =
        open(
            """
            waits-958966169: {displayName: t1(1), finishedAt: null, hostNodeName: node1, id: waits-958966169, inputs: {parameters: [{name: a, value: '1'}]}, message: 'ImagePullBackOff: Back-off pulling image "nobody/has-this:1": ErrImagePull: rpc error: code = NotFound', name: waits.t1(1), nodeFlag: {retried: true}, phase: Pending, type: Pod}
            """);

    assertThat(pod)
        .isEqualTo(
            new OpenPod(
                "waits-958966169",
                "1",
                2,
                true,
                "ImagePullBackOff: Back-off pulling image \"nobody/has-this:1\": ErrImagePull: rpc error: code = NotFound"));
  }

  @Test
  void takesNoBeginningForAWait() {
    OpenPod fresh = open(node("Pending", ""));
    OpenPod begins = open(node("Pending", "message: PodInitializing,"));
    OpenPod runs = open(node("Running", ""));

    assertThat(fresh.words()).isEmpty();
    assertThat(fresh.isSilent()).isTrue();
    assertThat(begins.isWaiting()).isFalse();
    assertThat(begins.isSilent()).isTrue();
    assertThat(runs.isWaiting()).isFalse();
    assertThat(runs.isSilent()).isFalse();
    assertThat(runs.words()).isEqualTo("Running");
  }

  @Test
  void cutsAReasonThatIsVeryLong() {
    OpenPod pod = open(node("Pending", "message: '%s',".formatted("a".repeat(3_000))));

    assertThat(pod.words()).hasSize(2_001).endsWith("a…");
  }

  @Test
  void knowsPodsThatFailedFromThoseThatAreOpen() {
    WorkflowView view = read(node("Failed", "message: 'main: OOMKilled (exit code 137)',"));

    assertThat(view.openPods()).isEmpty();
    assertThat(view.failedPods())
        .containsExactly(new FailedPod("waits-3", "1", 1, "main: OOMKilled (exit code 137)"));
  }

  private static String node(String phase, String message) {
    return "waits-3: {id: waits-3, inputs: {parameters: [{name: a, value: '1'}]}, %s name: waits.t1, phase: %s, type: Pod}"
        .formatted(message, phase);
  }

  private static OpenPod open(String node) {
    WorkflowView view = read(node);
    assertThat(view.failedPods()).isEmpty();
    assertThat(view.openPods()).hasSize(1);
    return view.openPods().getFirst();
  }

  private static WorkflowView read(String node) {
    return WorkflowReader.read(
        Serialization.unmarshal(WORKFLOW.formatted(node.strip()), GenericKubernetesResource.class));
  }
}
