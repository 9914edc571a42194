package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the API server says of namespaces to those who may look, and to those who may not. */
@ExtendWith(ClusterExtension.class)
final class NamespaceSecurityTest {
  private static final String STRANGER = "stranger";

  private final TestNamespace namespace;

  NamespaceSecurityTest(TestNamespace namespace) {
    this.namespace = namespace;
  }

  @Test
  void knowsANamespaceThatRestrictsPodsWhereItMayLook(@TempDir Path folder) {
    var workflows = new KubernetesWorkflows(namespace.cluster().client(), TestCluster.INSTANCE);
    assertThat(workflows.isRestricted(namespace.name())).isFalse();
    restrict();
    assertThat(workflows.isRestricted(namespace.name())).isTrue();
    assertThat(workflows.isRestricted("no-such-namespace")).isFalse();

    namespace.makeServiceAccount(STRANGER);
    Path kubeconfig = namespace.writeKubeconfigOf(STRANGER, folder.resolve("kubeconfig"));
    try (var connection = ClusterConnection.open(Optional.of(kubeconfig), null, "")) {
      assertThat(connection.workflows().isRestricted(namespace.name())).isFalse();
      assertThatThrownBy(() -> connection.workflows().endPod(namespace.name(), "any", "node"))
          .isInstanceOfSatisfying(
              PipelinesException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
          .hasMessageContaining("cannot list resource \"pods\"");
    }
  }

  private void restrict() {
    namespace
        .cluster()
        .client()
        .namespaces()
        .withName(namespace.name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"restricted\"}}}");
  }
}
