package io.pitwheel.conformance.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.pitwheel.testing.cluster.TestNamespace;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A pod of one container that is run once. */
record PodRun(PodResource resource) {
  private static final int PATIENCE_SECONDS = 60;
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  static PodRun start(TestNamespace namespace, String name, String image, String... command) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace.name())
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy("Never")
            .addNewContainer()
            .withName("main")
            .withImage(image)
            .withCommand(command)
            .endContainer()
            .endSpec()
            .build();
    var pods = namespace.cluster().client().pods().inNamespace(namespace.name());
    pods.resource(pod).create();
    return new PodRun(pods.withName(name));
  }

  /** Its phase when it has ended. */
  String end() {
    return waitFor(pod -> ENDED.contains(pod.getStatus().getPhase())).getStatus().getPhase();
  }

  Pod waitFor(Predicate<Pod> condition) {
    // Asked about a pod that is not there, the client has none to show.
    return resource.waitUntilCondition(
        pod -> pod != null && condition.test(pod), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String log() {
    return resource.getLog().strip();
  }
}
