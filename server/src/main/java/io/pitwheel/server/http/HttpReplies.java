package io.pitwheel.server.http;

import com.google.rpc.Status;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
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
    if (cause instanceof UnsupportedContentType) {
      Status status =
          Failures.status(ErrorCode.INVALID_ARGUMENT, String.valueOf(cause.getMessage()));
      return json(HttpStatus.UNSUPPORTED_MEDIA_TYPE, body(status));
    }
    if (cause instanceof ContentTooLargeException tooLarge) {
      return json(HttpStatus.REQUEST_ENTITY_TOO_LARGE, body(tooLong(tooLarge)));
    }
    Status status = Failures.statusOf(cause);
    return json(ErrorTable.httpStatus(ErrorTable.ofNumber(status.getCode())), body(status));
  }

  private static Status tooLong(ContentTooLargeException refusal) {
    return Failures.status(
        ErrorCode.INVALID_ARGUMENT,
        "reading the body: too long (expected: at most %d bytes)"
            .formatted(refusal.maxContentLength()));
  }

  /**
   * As {@link #failure}, with the two members that KFP's upload routes answer, besides the one
   * shape of all errors.
   */
  public static HttpResponse uploadFailure(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    Status status =
        cause instanceof ContentTooLargeException tooLarge
            ? tooLong(tooLarge)
            : Failures.statusOf(cause);
    var members = new LinkedHashMap<>(body(status).members());
    members.put("error_message", JsonValue.of(status.getMessage()));
    members.put("error_details", JsonValue.of(status.getMessage()));
    return json(
        ErrorTable.httpStatus(ErrorTable.ofNumber(status.getCode())), new JsonObject(members));
  }

  static HttpResponse json(HttpStatus status, JsonValue body) {
    return HttpResponse.of(status, MediaType.JSON_UTF_8, JsonWriter.write(body));
  }

  static JsonObject body(Status status) {
    return (JsonObject) MessagePrinter.print(status);
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? unwrap(thrown.getCause())
        : thrown;
  }

  /** A body that is not JSON, or does not say so. */
  static final class UnsupportedContentType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedContentType(String message) {
      super(message);
    }
  }
}
