package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.launch.RunTokens.RunPod;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens as a real API server makes and reviews them. */
@ExtendWith(ClusterExtension.class)
final class TokensOnClusterTest {
  private static final long SECONDS = 600;

  private final KubernetesClient client;
  private final String namespace;
  private final RunTokens tokens;

  TokensOnClusterTest(TestCluster cluster, TestNamespace namespace) {
    this.client = cluster.client();
    this.namespace = namespace.name();
    this.tokens =
        new ReviewedTokens(client.tokenReviews()::create, _ -> this.namespace, Clock.systemUTC());
  }

  @Test
  void knowsThePodsOfARunByTheirTokens() {
    Pod pod = pod();
    String token = token(pod, "pitwheel.io/runs/r1");

    assertThat(tokens.require(token, "r1"))
        .isEqualTo(new RunPod(namespace, pod.getMetadata().getName()));

    assertRefused(token, "r2", ErrorCode.UNAUTHENTICATED);
    assertRefused(token + "x", "r1", ErrorCode.UNAUTHENTICATED);
    assertRefused("garbage", "r1", ErrorCode.UNAUTHENTICATED);
    assertRefused(token(pod, ""), "r1", ErrorCode.UNAUTHENTICATED);
    assertRefused(accountToken("pitwheel.io/runs/r1"), "r1", ErrorCode.PERMISSION_DENIED);
    var elsewhere =
        new ReviewedTokens(client.tokenReviews()::create, _ -> "default", Clock.systemUTC());
    assertThatThrownBy(() -> elsewhere.require(token, "r1")).hasMessageContaining(namespace);
  }

  @Test
  void doesNotKnowAPodThatIsDeleted() {
    Pod pod = pod();
    String token = token(pod, "pitwheel.io/runs/r1");

    client.resource(pod).withGracePeriod(0).delete();

    assertRefused(token, "r1", ErrorCode.UNAUTHENTICATED);
  }

  /** One that is never started: it is enough that it is there. */
  private Pod pod() {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withGenerateName("waits-")
                .endMetadata()
                .withNewSpec()
                .addNewSchedulingGate("pitwheel.io/test")
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private String token(Pod pod, String audience) {
    return create(
        request(audience)
            .editSpec()
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec());
  }

  private String accountToken(String audience) {
    return create(request(audience));
  }

  private static TokenRequestBuilder request(String audience) {
    var builder = new TokenRequestBuilder().withNewSpec().withExpirationSeconds(SECONDS).endSpec();
    return audience.isEmpty() ? builder : builder.editSpec().addToAudiences(audience).endSpec();
  }

  private String create(TokenRequestBuilder request) {
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .tokenRequest(request.build())
        .getStatus()
        .getToken();
  }

  private void assertRefused(String token, String runId, ErrorCode code) {
    assertThatThrownBy(() -> tokens.require(token, runId))
        .hasMessageNotContaining(token.length() > 20 ? token : "\n")
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
