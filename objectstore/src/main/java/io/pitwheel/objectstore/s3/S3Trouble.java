package io.pitwheel.objectstore.s3;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.tls.ConnectionTrouble;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Turns what a store answers into one sentence: what was tried, where, why, and what helps. */
final class S3Trouble {
  private static final Set<String> WRONG_CREDENTIALS =
      Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken");
  private static final Set<String> WRONG_REGION =
      Set.of(
          "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "EntityTooLarge");
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int FIRST_OF_SERVER = 500;

  private final S3Settings settings;
  private final String route;
  private final String scheme;
  private final String bucket;

  /**
   * @param route how the store is reached, in words that follow its name; empty for directly
   */
  S3Trouble(S3Settings settings, String route, String scheme, String bucket) {
    this.settings = settings;
    this.route = route;
    this.scheme = scheme;
    this.bucket = bucket;
  }

  /**
   * @param tried such as {@code reading}
   */
  PipelinesException at(String tried, String key, SdkException exception) {
    String start = start(tried, key);
    if (exception instanceof S3Exception answer) {
      return answered(start, answer);
    }
    if (exception instanceof AbortedException) {
      return new PipelinesException(ErrorCode.CANCELLED, start + "interrupted", exception);
    }
    if (String.valueOf(exception.getMessage()).contains("Unable to load credentials")) {
      return new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          start
              + "no credentials (expected: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the"
              + " environment, or, for a server, a secretRef in objectStore.providersFile)",
          exception);
    }
    return ConnectionTrouble.of(start, exception);
  }

  /** One of several keys was refused. */
  PipelinesException refused(String tried, S3Error error) {
    return new PipelinesException(
        codeOf(String.valueOf(error.code()), FORBIDDEN),
        start(tried, error.key()) + "%s (%s)".formatted(error.message(), error.code()));
  }

  private String start(String tried, String key) {
    String shown = key.replace("\0", "\\0");
    return "%s %s://%s/%s at %s%s: "
        .formatted(tried, scheme, bucket, shown, settings.storeName(), route);
  }

  private PipelinesException answered(String start, S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String name = details == null || details.errorCode() == null ? "" : details.errorCode();
    String words = details == null || details.errorMessage() == null ? "" : details.errorMessage();
    String reason =
        "%s (%s)".formatted(words.isEmpty() ? "refused" : words, nameOrStatus(name, answer));
    return new PipelinesException(
        codeOf(name, answer.statusCode()), start + reason + advice(name, answer), answer);
  }

  private static String nameOrStatus(String name, S3Exception answer) {
    return name.isEmpty() ? "HTTP " + answer.statusCode() : name;
  }

  private String advice(String name, S3Exception answer) {
    if (name.equals("NoSuchBucket")) {
      return " (expected: a bucket %s that was made before; Pitwheel makes none)".formatted(bucket);
    }
    if (WRONG_CREDENTIALS.contains(name)) {
      return " (expected: credentials this store knows, by AWS_ACCESS_KEY_ID or a secretRef in"
          + " objectStore.providersFile)";
    }
    if (WRONG_REGION.contains(name)) {
      return " (expected: the bucket's own region, and not %s)".formatted(settings.region());
    }
    if (answer.statusCode() == FORBIDDEN) {
      return " (expected: the right to list, read and write in bucket %s)".formatted(bucket);
    }
    return "";
  }

  private static ErrorCode codeOf(String name, int status) {
    if (name.equals("NoSuchBucket")
        || name.equals("InvalidBucketName")
        || WRONG_CREDENTIALS.contains(name)
        || WRONG_REGION.contains(name)) {
      return ErrorCode.FAILED_PRECONDITION;
    }
    if (FULL.contains(name)) {
      return ErrorCode.RESOURCE_EXHAUSTED;
    }
    return switch (status) {
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case FORBIDDEN -> ErrorCode.PERMISSION_DENIED;
      case TOO_MANY -> ErrorCode.UNAVAILABLE;
      default -> status >= FIRST_OF_SERVER ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_ARGUMENT;
    };
  }
}
