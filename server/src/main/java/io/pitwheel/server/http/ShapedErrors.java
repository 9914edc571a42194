package io.pitwheel.server.http;

import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.annotation.Nullable;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.value.JsonWriter;

/**
 * Gives what the HTTP server itself refuses (a body too long, no route) the one shape of errors.
 */
public final class ShapedErrors implements ServerErrorHandler {
  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    if (cause instanceof com.linecorp.armeria.server.HttpStatusException refusal
        && !(refusal.getCause() instanceof ContentTooLargeException)) {
      return shaped(refusal.httpStatus(), "calling " + context.path());
    }
    return HttpReplies.failure(cause);
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig configuration,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String message = description == null ? status.reasonPhrase() : description;
    return AggregatedHttpResponse.of(
        status, MediaType.JSON_UTF_8, JsonWriter.write(body(status, message)));
  }

  private static HttpResponse shaped(HttpStatus status, String message) {
    return HttpReplies.json(status, body(status, message + ": " + status.reasonPhrase()));
  }

  private static io.pitwheel.value.JsonValue body(HttpStatus status, String message) {
    Status shape = Failures.status(ErrorTable.ofHttpStatus(status.code()), message);
    return HttpReplies.body(shape);
  }
}
