package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.value.TextDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that the API server of a cluster reviews: those of service accounts, made for one run and
 * bound to a pod in its namespace. Anybody may have a token made for any run, but only in
 * namespaces of their own, so both must fit. What was found right is remembered for a moment, by
 * the digest of the token; a pod that is deleted meanwhile is known for that long.
 */
public final class ReviewedTokens implements RunTokens {
  /** A token is larger than this by nobody's wish. */
  static final int MAX_TOKEN_LENGTH = 16 * 1024;

  private static final Duration REMEMBERED_LIFETIME = Duration.ofMinutes(1);
  private static final int MAX_REMEMBERED = 10_000;
  private static final String ACCOUNT = "system:serviceaccount:";
  private static final String POD = "authentication.kubernetes.io/pod-name";

  private final UnaryOperator<TokenReview> cluster;
  private final UnaryOperator<String> namespaceOf;
  private final InstantSource clock;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  private record Remembered(RunPod pod, Instant until) {}

  /**
   * @param cluster asks the API server for a review
   * @param namespaceOf where the pods of a run are, by its id; throws NOT_FOUND for an unknown one
   */
  public ReviewedTokens(
      UnaryOperator<TokenReview> cluster, UnaryOperator<String> namespaceOf, InstantSource clock) {
    this.cluster = cluster;
    this.namespaceOf = namespaceOf;
    this.clock = clock;
  }

  @Override
  public RunPod require(String token, String runId) {
    if (token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
      throw unknown(runId, "%d characters are no token".formatted(token.length()));
    }
    String key = runId + " " + digest(token);
    return find(key).orElseGet(() -> remember(key, review(token, runId)));
  }

  private RunPod review(String token, String runId) {
    TokenReview asked =
        new TokenReviewBuilder()
            .withNewSpec()
            .withAudiences(AUDIENCE + runId)
            .withToken(token)
            .endSpec()
            .build();
    return podOf(answer(asked, runId), runId);
  }

  private @Nullable TokenReviewStatus answer(TokenReview asked, String runId) {
    try {
      return cluster.apply(asked).getStatus();
    } catch (KubernetesClientException exception) {
      // Without its words or itself as a cause: who knows what of the request is in there.
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "finding out who speaks for run %s: the API server does not review its token (status %d)"
              .formatted(runId, exception.getCode()));
    }
  }

  private RunPod podOf(@Nullable TokenReviewStatus status, String runId) {
    if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
      throw unknown(runId, "the token is not valid, or was made for something else");
    }
    List<String> audiences = status.getAudiences();
    if (audiences == null || !audiences.contains(AUDIENCE + runId)) {
      // An API server that knows no audiences takes every token for its own.
      throw unknown(runId, "the token was made for something else");
    }
    return podOf(status.getUser(), runId);
  }

  private RunPod podOf(@Nullable UserInfo user, String runId) {
    String name = user == null || user.getUsername() == null ? "" : user.getUsername();
    String pod = user == null ? "" : first(user.getExtra(), POD);
    if (!name.startsWith(ACCOUNT) || pod.isEmpty()) {
      throw notOfRun(runId, "%s is no pod".formatted(name.isEmpty() ? "somebody" : name));
    }
    String namespace =
        name.substring(ACCOUNT.length(), Math.max(ACCOUNT.length(), name.lastIndexOf(':')));
    String expected = namespaceOf.apply(runId);
    if (!namespace.equals(expected)) {
      throw notOfRun(
          runId,
          "pod %s is in namespace %s (expected: one of the run's namespace)"
              .formatted(pod, namespace));
    }
    return new RunPod(namespace, pod);
  }

  private static String first(@Nullable Map<String, List<String>> extra, String name) {
    List<String> values = extra == null ? null : extra.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  private Optional<RunPod> find(String key) {
    Instant now = clock.instant();
    synchronized (remembered) {
      return Optional.ofNullable(remembered.get(key))
          .filter(known -> known.until().isAfter(now))
          .map(Remembered::pod);
    }
  }

  private RunPod remember(String key, RunPod pod) {
    Instant until = clock.instant().plus(REMEMBERED_LIFETIME);
    synchronized (remembered) {
      remembered.remove(key);
      remembered.put(key, new Remembered(pod, until));
    }
    return pod;
  }

  private static String digest(String token) {
    return HexFormat.of()
        .formatHex(TextDigest.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  private static PipelinesException unknown(String runId, String problem) {
    return new PipelinesException(
        ErrorCode.UNAUTHENTICATED,
        "speaking for run %s: %s (expected: a token of a pod, with the audience %s%s)"
            .formatted(runId, problem, AUDIENCE, runId));
  }

  private static PipelinesException notOfRun(String runId, String problem) {
    return new PipelinesException(
        ErrorCode.PERMISSION_DENIED, "speaking for run %s: %s".formatted(runId, problem));
  }
}
