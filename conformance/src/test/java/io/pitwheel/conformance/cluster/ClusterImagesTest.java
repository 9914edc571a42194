package io.pitwheel.conformance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes pull every image that {@code conformance/cluster/images/names} knows, and no other. */
@ExtendWith(ClusterExtension.class)
class ClusterImagesTest {
  private static final String IMPORT =
      "import sys, kfp; print(sys.version_info.minor, kfp.__version__)";

  @Test
  void everyImageRuns(TestNamespace namespace) {
    PodRun python = PodRun.start(namespace, "python", "python:3.11", "python3", "-c", IMPORT);
    PodRun elsewhere =
        PodRun.start(namespace, "elsewhere", "images.example/team/python:3", "pip", "--version");
    PodRun alpine = PodRun.start(namespace, "alpine", "alpine", "sh", "-c", "true");
    PodRun argo =
        PodRun.start(namespace, "argo", "localhost/argoexec:v3.7.3", "argoexec", "version");

    assertThat(Stream.of(python, elsewhere, alpine, argo).map(PodRun::end))
        .containsOnly("Succeeded");
    assertThat(python.log()).startsWith("11 2.17.");
    assertThat(elsewhere.log()).startsWith("pip ");
  }

  @Test
  void aNameThatNobodyKnowsCannotBePulled(TestNamespace namespace) {
    PodRun unknown = PodRun.start(namespace, "unknown", "nobody/knows:this", "true");

    unknown.waitFor(pod -> reasonsToWait(pod).anyMatch(reason -> reason.contains("ImagePull")));
    assertThat(unknown.resource().get().getStatus().getPhase()).isEqualTo("Pending");
  }

  private static Stream<String> reasonsToWait(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(container -> Stream.ofNullable(container.getState().getWaiting()))
        .map(ContainerStateWaiting::getReason);
  }
}
