package io.pitwheel.objectstore.azure;

import com.azure.storage.blob.models.BlobStorageException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.tls.ConnectionTrouble;

/** Turns what a store answers into one sentence: what was tried, where, why, and what helps. */
final class AzureTrouble {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int FIRST_OF_SERVER = 500;

  private final String endpoint;
  private final String container;

  AzureTrouble(String endpoint, String container) {
    this.endpoint = endpoint;
    this.container = container;
  }

  /**
   * @param tried such as {@code reading}
   */
  PipelinesException at(String tried, String key, RuntimeException exception) {
    String start =
        "%s azblob://%s/%s at %s: ".formatted(tried, container, key.replace("\0", "\\0"), endpoint);
    return exception instanceof BlobStorageException answer
        ? answered(start, answer)
        : ConnectionTrouble.of(start, exception);
  }

  private PipelinesException answered(String start, BlobStorageException answer) {
    String name = String.valueOf(answer.getErrorCode());
    return new PipelinesException(
        codeOf(name, answer.getStatusCode()),
        start + "HTTP %d (%s)".formatted(answer.getStatusCode(), name) + advice(name),
        answer);
  }

  private String advice(String name) {
    return switch (name) {
      case "ContainerNotFound" ->
          " (expected: a container %s that was made before; Pitwheel makes none)"
              .formatted(container);
      case "AuthenticationFailed" ->
          " (expected: the account's own key, by AZURE_STORAGE_KEY or a secretRef in"
              + " objectStore.providersFile)";
      default -> "";
    };
  }

  private static ErrorCode codeOf(String name, int status) {
    if (name.equals("ContainerNotFound") || name.equals("AuthenticationFailed")) {
      return ErrorCode.FAILED_PRECONDITION;
    }
    return switch (status) {
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case FORBIDDEN -> ErrorCode.PERMISSION_DENIED;
      default -> status >= FIRST_OF_SERVER ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_ARGUMENT;
    };
  }
}
