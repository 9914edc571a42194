package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonWriter;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Pods of a whole server that end otherwise than by their command: what is said, and what follows.
 */
@Timeout(180)
class LostPodsTest extends ServerOnClusterFixture {
  private static final int PATIENCE_SECONDS = 60;

  LostPodsTest(TestNamespace namespace) {
    super(namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void makesAnotherPodForOneThatWasDeleted() throws Exception {
    assertGoesOnAfter("deleted", pod -> pod.withGracePeriod(5).delete());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void makesAnotherPodForOneThatWasDeletedByForce() throws Exception {
    assertGoesOnAfter("forced", pod -> pod.withGracePeriod(0).delete());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void makesAnotherPodForOneThatWasEvicted() throws Exception {
    assertGoesOnAfter("evicted", PodResource::evict);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysThatACommandTookMoreMemoryThanItMay() throws Exception {
    assertThat(
            ended(
                OneTask.of("memory", "tail /dev/zero")
                    .withResources("{resourceMemoryLimit: 128Mi}")))
        .contains("\"state\":\"FAILED\"", "RESOURCE_EXHAUSTED", "OOMKilled");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void endsAPodThatFindsNoNodeByTheDeadlineOfItsRun() throws Exception {
    assertThat(
            ended(
                OneTask.of("node", "true")
                    .withPlatform("{nodeSelector: {labels: {is-there: nowhere}}}")
                    .withDeadline(10)))
        .contains(
            "\"state\":\"FAILED\"",
            "DEADLINE_EXCEEDED",
            "its pod waited: Unschedulable: 0/1 nodes are available");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void endsAPodThatGetsNoImageByItsDeadline() throws Exception {
    assertThat(
            ended(
                OneTask.of("image", "true")
                    .withImage("nobody/has-this:1")
                    .withPlatform("{activeDeadlineSeconds: 15}")))
        .contains(
            "\"state\":\"FAILED\"", "DEADLINE_EXCEEDED", "its pod waited: ", "nobody/has-this:1");
  }

  /** The first pod of a task goes while it works; the second ends well, and there is no third. */
  private void assertGoesOnAfter(String name, Consumer<PodResource> loss) throws Exception {
    String marks = namespace.cluster().newSharedFolder();
    String runId =
        server.create(
            OneTask.of(
                    name,
                    "if mkdir MARKS/first; then echo begun; exec sleep 300; fi; mkdir MARKS/second"
                        .replace("MARKS", marks))
                .withRetries(3)
                .request());
    Pod first =
        pods(runId).waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(server.follow(runId, "work").findFirst()).contains("begun");

    loss.accept(
        namespace
            .cluster()
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withName(first.getMetadata().getName()));

    String result = JsonWriter.write(server.resultOf(runId));
    assertThat(result).contains("\"state\":\"SUCCEEDED\"");
    // Argo makes the pod anew in the same node, or counts it as failed and starts another, as its
    // controller happens to see it.
    if (result.contains("\"attempt\":2")) {
      assertThat(server.awaitEvent(runId, "UNAVAILABLE")).contains("its pod ");
    }
    assertThat(pods(runId).list().getItems()).hasSizeLessThanOrEqualTo(2);
  }
}
