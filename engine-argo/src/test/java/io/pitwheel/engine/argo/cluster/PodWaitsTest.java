package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** States of pods as a kubelet wrote them, without what nobody reads here. */
final class PodWaitsTest {
  private static final String BEGINS =
      """
      containerStatuses:
      - {name: main, state: {waiting: {reason: PodInitializing}}}
      - {name: wait, state: {waiting: {reason: PodInitializing}}}
      """;

  @Test
  void namesTheFirstContainerThatWaitsAndWhy() {
    Pod pod =
        pod(
            "True",
            """
            initContainerStatuses:
            - name: pitwheel
              state: {waiting: {message: 'Back-off pulling image "nobody/launcher:1": ErrImagePull: not found', reason: ImagePullBackOff}}
            - {name: init, state: {waiting: {reason: PodInitializing}}}
            """
                + BEGINS);

    assertThat(PodWaits.ofContainers(pod))
        .contains(
            "container pitwheel: ImagePullBackOff: Back-off pulling image \"nobody/launcher:1\": ErrImagePull: not found");
    assertThat(PodWaits.mayWaitForItsNode(pod)).isFalse();
  }

  @Test
  void asksForMoreWhenNoContainerMayStart() {
    Pod pod = pod("False", BEGINS);

    assertThat(PodWaits.ofContainers(pod)).isEmpty();
    assertThat(PodWaits.mayWaitForItsNode(pod)).isTrue();
  }

  @Test
  void takesAReasonWithoutAMessage() {
    Pod pod =
        pod("True", "initContainerStatuses: [{name: init, state: {waiting: {reason: ErrImage}}}]");

    assertThat(PodWaits.ofContainers(pod)).contains("container init: ErrImage");
  }

  @Test
  void findsNothingInAPodThatNobodyHasTaken() {
    Pod pod = Serialization.unmarshal("status: {phase: Pending}", Pod.class);

    assertThat(PodWaits.ofContainers(pod)).isEmpty();
    assertThat(PodWaits.mayWaitForItsNode(pod)).isFalse();
  }

  private static Pod pod(String isReadyToStart, String containers) {
    String status =
        """
        conditions:
        - {lastTransitionTime: '2026-11-28T13:16:35Z', status: '%s', type: PodReadyToStartContainers}
        - {lastTransitionTime: '2026-11-28T13:16:35Z', message: 'containers with incomplete status: [init]', reason: ContainersNotInitialized, status: 'False', type: Initialized}
        - {lastTransitionTime: '2026-11-28T13:16:35Z', status: 'True', type: PodScheduled}
        phase: Pending
        %s\
        """
            .formatted(isReadyToStart, containers);
    return Serialization.unmarshal("status:\n" + status.indent(2), Pod.class);
  }
}
