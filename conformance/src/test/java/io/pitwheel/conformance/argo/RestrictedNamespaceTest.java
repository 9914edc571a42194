package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.testing.cluster.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole server in a namespace that enforces the Pod Security Standard {@code restricted}. */
@Timeout(120)
class RestrictedNamespaceTest extends ServerOnClusterFixture {
  RestrictedNamespaceTest(TestNamespace namespace) {
    super(namespace);
  }

  @Override
  void prepare() {
    namespace
        .cluster()
        .client()
        .namespaces()
        .withName(namespace.name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"restricted\"}}}");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void runsACommandAsAnybodyButRoot() throws Exception {
    assertThat(
            ended(
                OneTask.of("user", "test $(id -u) = 1000")
                    .withPlatform("{securityContext: {runAsUser: 1000}}")))
        .contains("\"state\":\"SUCCEEDED\"");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void refusesATaskThatAsksToBeRoot() {
    assertRefused("{securityContext: {runAsUser: 0}}", "user 0");
    assertRefused("{securityContext: {runAsUser: 1000, runAsNonRoot: false}}", "not root false");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failsATaskWhoseImageWouldRunAsRoot() throws Exception {
    assertThat(ended(OneTask.of("image", "true").withRetries(1)))
        .contains(
            "\"state\":\"FAILED\"",
            "FAILED_PRECONDITION",
            "its pod can never begin: CreateContainerConfigError: container has runAsNonRoot and image will run as root");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failsATaskWhoseImageHasNoName() throws Exception {
    assertThat(
            ended(
                OneTask.of("name", "true")
                    .withImage("No:Such:Name")
                    .withPlatform("{securityContext: {runAsUser: 1000}}")))
        .contains("\"state\":\"FAILED\"", "its pod can never begin: InvalidImageName");
  }

  private void assertRefused(String platform, String user) {
    assertThatThrownBy(
            () -> server.create(OneTask.of("root", "true").withPlatform(platform).request()))
        .hasMessageContaining(": 400 ")
        .hasMessageContaining("running root.dag.tasks.work as root")
        .hasMessageContaining(user)
        .hasMessageContaining(
            "namespace %s enforces the Pod Security Standard restricted"
                .formatted(namespace.name()));
  }
}
