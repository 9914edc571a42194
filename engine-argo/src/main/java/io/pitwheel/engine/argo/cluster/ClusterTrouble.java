package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes errors of a cluster our own, in the words of its API server. */
final class ClusterTrouble {
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** A chain may lead to where it began. */
  private static final int MAX_CAUSES = 5;

  private ClusterTrouble() {}

  /**
   * @param tried what was tried, in words that a colon can follow
   */
  static PipelinesException of(String tried, KubernetesClientException exception) {
    return new PipelinesException(codeOf(exception.getCode()), tried + ": " + words(exception));
  }

  static boolean isConflict(KubernetesClientException exception) {
    return exception.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  static boolean isAbsent(KubernetesClientException exception) {
    return exception.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** Without a code above 0 nobody answered. */
  private static ErrorCode codeOf(int status) {
    if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status <= 0) {
      return ErrorCode.UNAVAILABLE;
    }
    return switch (status) {
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> ErrorCode.INVALID_ARGUMENT;
      case HttpURLConnection.HTTP_UNAUTHORIZED -> ErrorCode.UNAVAILABLE;
      case HttpURLConnection.HTTP_FORBIDDEN -> ErrorCode.PERMISSION_DENIED;
      case HttpURLConnection.HTTP_NOT_FOUND -> ErrorCode.NOT_FOUND;
      case HttpURLConnection.HTTP_CONFLICT -> ErrorCode.ALREADY_EXISTS;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static String words(KubernetesClientException exception) {
    var status = exception.getStatus();
    String said = status == null ? null : status.getMessage();
    if (said != null) {
      return said;
    }
    return exception.getCode() > 0
        ? String.valueOf(exception.getMessage())
        : "nobody answers (%s)".formatted(causes(exception));
  }

  /** The client's own message is the same whatever happened. */
  private static String causes(KubernetesClientException exception) {
    return Stream.iterate(exception.getCause(), Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .map(ClusterTrouble::described)
        .collect(Collectors.joining(", "));
  }

  private static String described(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
