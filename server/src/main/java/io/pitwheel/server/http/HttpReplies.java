package io.pitwheel.server.http;

import com.google.rpc.Status;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpStatusException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletionException;

/** HTTP answers in JSON. Every error of every door has the one shape made here. */
public final class HttpReplies {
  private HttpReplies() {}

  public static HttpResponse json(JsonValue body) {
    return json(HttpStatus.OK, body);
  }

  /** The answer to anything thrown, asynchronous wrapping taken off. */
  public static HttpResponse failure(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    Status status = statusOf(cause);
    return json(httpStatusOf(cause, status), body(status));
  }

  /**
   * As {@link #failure}, with the two members that KFP's upload routes answer, besides the one
   * shape of all errors.
   */
  public static HttpResponse uploadFailure(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    Status status = statusOf(cause);
    var members = new LinkedHashMap<>(body(status).members());
    members.put("error_message", JsonValue.of(status.getMessage()));
    members.put("error_details", JsonValue.of(status.getMessage()));
    return json(httpStatusOf(cause, status), new JsonObject(members));
  }

  /** An error in the one shape, as text. */
  public static String text(ErrorCode code, String message) {
    return JsonWriter.write(body(Failures.status(code, message)));
  }

  /** Some of what HTTP itself is about has statuses of its own. */
  private static HttpStatus httpStatusOf(Throwable cause, Status status) {
    return switch (cause) {
      case UnsupportedContent _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case ContentTooLargeException _ -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
      case SlowRequest _ -> HttpStatus.REQUEST_TIMEOUT;
      case HttpStatusException refusal -> refusal.httpStatus();
      default -> ErrorTable.httpStatus(ErrorTable.ofNumber(status.getCode()));
    };
  }

  static Status statusOf(Throwable cause) {
    return switch (cause) {
      case UnsupportedContent refusal ->
          Failures.status(ErrorCode.INVALID_ARGUMENT, String.valueOf(refusal.getMessage()));
      case ContentTooLargeException refusal ->
          Failures.status(
              ErrorCode.INVALID_ARGUMENT,
              "reading the body: too long (expected: at most %d bytes)"
                  .formatted(refusal.maxContentLength()));
      case HttpStatusException refusal ->
          Failures.status(
              ErrorTable.ofHttpStatus(refusal.httpStatus().code()),
              "reading the request: " + refusal.httpStatus().reasonPhrase());
      default -> Failures.statusOf(cause);
    };
  }

  static HttpResponse json(HttpStatus status, JsonValue body) {
    return HttpResponse.of(status, MediaType.JSON_UTF_8, JsonWriter.write(body));
  }

  static JsonObject body(Status status) {
    return (JsonObject) MessagePrinter.print(status);
  }

  private static Throwable unwrap(Throwable thrown) {
    boolean isWrapping =
        thrown instanceof CompletionException
            || thrown.getCause() instanceof ContentTooLargeException;
    return isWrapping && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
  }

  /** A body that is not JSON, or does not say so, or is packed. */
  public static final class UnsupportedContent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedContent(String message) {
      super(message);
    }
  }

  /** A request that does not come on. */
  public static final class SlowRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SlowRequest(String message) {
      super(message);
    }
  }
}
