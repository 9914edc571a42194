package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens.RunPod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whom an API server's review makes a pod of a run, and whom not. */
class ReviewedTokensTest {
  private final List<TokenReview> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void knowsThePodOfATokenForAWhile() {
    ReviewedTokens tokens = tokens(review -> answered(review, "team", "pod-1"));

    assertThat(tokens.require("secret", "r1")).isEqualTo(new RunPod("team", "pod-1"));
    assertThat(tokens.require("secret", "r1")).isEqualTo(new RunPod("team", "pod-1"));
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().getSpec().getAudiences()).containsExactly("pitwheel.io/runs/r1");

    now = now.plus(Duration.ofMinutes(1));
    var _ = tokens.require("secret", "r1");
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksAnewForAnotherRunOfTheSamePod() {
    ReviewedTokens tokens = tokens(review -> answered(review, "team", "pod-1"));

    var _ = tokens.require("secret", "r1");
    var _ = tokens.require("secret", "r2");

    assertThat(asked).hasSize(2);
  }

  @Test
  void remembersNoRefusal() {
    ReviewedTokens tokens = tokens(ReviewedTokensTest::refused);

    assertRefused(tokens, ErrorCode.UNAUTHENTICATED);
    assertRefused(tokens, ErrorCode.UNAUTHENTICATED);

    assertThat(asked).hasSize(2);
  }

  @Test
  void refusesAPodOfAnotherNamespace() {
    assertRefused(
        tokens(review -> answered(review, "elsewhere", "pod-1")), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void refusesWhoIsNoPod() {
    assertRefused(tokens(review -> answered(review, "team", "")), ErrorCode.PERMISSION_DENIED);
    assertRefused(
        tokens(review ->
            new TokenReviewBuilder(answered(review, "team", "pod-1"))
                .editStatus()
                .editUser()
                .withUsername("admin")
                .endUser()
                .endStatus()
                .build()),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void refusesAnAnswerThatSaysNothingOfTheAudience() {
    assertRefused(
        tokens(review ->
            new TokenReviewBuilder(answered(review, "team", "pod-1"))
                .editStatus()
                .withAudiences(List.of())
                .endStatus()
                .build()),
        ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void isUnavailableWithoutTheApiServerAndShowsNoToken() {
    ReviewedTokens tokens =
        tokens(_ -> {
          throw new KubernetesClientException("refused: secret", 403, null);
        });

    assertThatThrownBy(() -> tokens.require("secret", "r1"))
        .hasMessageNotContaining("secret")
        .hasNoCause()
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void asksNobodyAboutWhatIsNoToken() {
    ReviewedTokens tokens = tokens(review -> answered(review, "team", "pod-1"));

    assertThatThrownBy(() -> tokens.require("", "r1")).isInstanceOf(PipelinesException.class);
    assertThatThrownBy(() -> tokens.require("x".repeat(ReviewedTokens.MAX_TOKEN_LENGTH + 1), "r1"))
        .isInstanceOf(PipelinesException.class);

    assertThat(asked).isEmpty();
  }

  private ReviewedTokens tokens(UnaryOperator<TokenReview> cluster) {
    return new ReviewedTokens(
        review -> {
          asked.add(review);
          return cluster.apply(review);
        },
        _ -> "team",
        () -> now);
  }

  private static TokenReview answered(TokenReview review, String namespace, String pod) {
    return new TokenReviewBuilder(review)
        .withNewStatus()
        .withAuthenticated(true)
        .withAudiences(review.getSpec().getAudiences())
        .withNewUser()
        .withUsername("system:serviceaccount:" + namespace + ":default")
        .withExtra(
            pod.isEmpty()
                ? Map.of()
                : Map.of("authentication.kubernetes.io/pod-name", List.of(pod)))
        .endUser()
        .endStatus()
        .build();
  }

  private static TokenReview refused(TokenReview review) {
    return new TokenReviewBuilder(review)
        .withNewStatus()
        .withAuthenticated(false)
        .withError("invalid bearer token")
        .endStatus()
        .build();
  }

  private static void assertRefused(ReviewedTokens tokens, ErrorCode code) {
    assertThatThrownBy(() -> tokens.require("secret", "r1"))
        .hasMessageNotContaining("secret")
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
