package io.pitwheel.server.limits;

import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.server.ServerErrorHandler;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.server.http.Failures;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.settings.Setting;
import java.io.EOFException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Says of messages of gRPC that are too large, before or after unpacking, too slow, or packed in no
 * known way, what is wrong with them: the library has some of them for faults of the server, and
 * the HTTP server those whose request is too long.
 */
public final class MessageBounds implements GrpcExceptionHandlerFunction {
  /** With which the library's words about a frame begin. */
  private static final String OF_FRAMES = "com.linecorp.armeria.common.grpc.protocol.";

  private final int maxBytes;

  /**
   * @param maxBytes of one message, unpacked
   */
  public MessageBounds(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** For those that the HTTP server refuses; it leaves all other failures to the next handler. */
  public ServerErrorHandler ofRequests() {
    return (context, cause) ->
        GrpcReplies.isAsked(context) && cause.getCause() instanceof ContentTooLargeException
            ? GrpcReplies.failure(tooLong())
            : null;
  }

  private com.google.rpc.Status tooLong() {
    return Failures.status(
        ErrorCode.RESOURCE_EXHAUSTED,
        "reading the message: too long (expected: at most %d bytes, unpacked; the setting %s is the bound)"
            .formatted(maxBytes, Setting.LIMITS_REQUEST_MEGABYTES.key()));
  }

  @Override
  public @Nullable Status apply(
      RequestContext context, Status status, Throwable cause, Metadata metadata) {
    return refusal(status, cause).map(shape -> shaped(shape, metadata)).orElse(null);
  }

  private Optional<com.google.rpc.Status> refusal(Status status, Throwable cause) {
    boolean isOfFrame = String.valueOf(status.getDescription()).startsWith(OF_FRAMES);
    if (isOfFrame && status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      return Optional.of(tooLong());
    }
    Optional<Throwable> slowness = find(HttpReplies.SlowRequest.class, cause);
    if (slowness.isPresent()) {
      return Optional.of(Failures.statusOf(slowness.get()));
    }
    boolean isBadlyPacked =
        find(ZipException.class, cause).isPresent() || find(EOFException.class, cause).isPresent();
    if (isOfFrame || isBadlyPacked) {
      return Optional.of(
          Failures.status(
              ErrorCode.INVALID_ARGUMENT,
              "reading the message: no frame of gRPC (expected: one that is plain, or packed as the"
                  + " header grpc-encoding says)"));
    }
    return Optional.empty();
  }

  /** The status that the library answers, its details among the trailers. */
  static Status shaped(com.google.rpc.Status shape, Metadata metadata) {
    StatusRuntimeException refusal = StatusProto.toStatusRuntimeException(shape);
    Metadata trailers = refusal.getTrailers();
    if (trailers != null) {
      metadata.merge(trailers);
    }
    return refusal.getStatus();
  }

  private static Optional<Throwable> find(
      Class<? extends Throwable> type, @Nullable Throwable cause) {
    if (cause == null) {
      return Optional.empty();
    }
    return type.isInstance(cause) ? Optional.of(cause) : find(type, cause.getCause());
  }
}
