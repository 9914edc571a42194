package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.pitwheel.engine.argo.claim.VolumeClaims;
import io.pitwheel.engine.argo.claim.VolumeClaimsContract;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a real cluster, and what only an API server refuses. */
@ExtendWith(ClusterExtension.class)
final class KubernetesVolumeClaimsTest extends VolumeClaimsContract {
  private static final int PATIENCE_SECONDS = 60;

  private final TestCluster cluster;
  private final TestNamespace namespace;
  private final KubernetesVolumeClaims claims;

  KubernetesVolumeClaimsTest(TestCluster cluster, TestNamespace namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.claims = new KubernetesVolumeClaims(cluster.client());
  }

  @Override
  protected VolumeClaims claims() {
    return claims;
  }

  @Override
  protected String namespace() {
    return namespace.name();
  }

  @Override
  protected void makeForeign(String name) {
    cluster
        .client()
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName("")
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity("1Gi")))
                .endResources()
                .endSpec()
                .build())
        .create();
  }

  @Test
  void saysWhatTheApiServerRefuses() {
    assertThatThrownBy(() -> claims.create(namespace(), claim("wrong", "run", "rather large")))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("quantities must match the regular expression")
        .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThatThrownBy(() -> claims.create(namespace(), claim("Wrong_Name", "run")))
        .hasMessageContaining("Wrong_Name")
        .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void saysThatAQuotaIsUsedUp() {
    var quotas = cluster.client().resourceQuotas().inNamespace(namespace());
    quotas
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("requests.storage", new Quantity("0")))
                .endSpec()
                .build())
        .create();
    quotas
        .withName("none")
        .waitUntilCondition(
            quota -> quota != null && isCounted(quota), PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertThatThrownBy(() -> claims.create(namespace(), claim("too-much", "run")))
        .hasMessageContaining("exceeded quota: none")
        .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }

  private static boolean isCounted(ResourceQuota quota) {
    return quota.getStatus() != null
        && quota.getStatus().getHard() != null
        && !quota.getStatus().getHard().isEmpty();
  }

  private static ErrorCode codeOf(Throwable thrown) {
    return ((PipelinesException) thrown).code();
  }
}
