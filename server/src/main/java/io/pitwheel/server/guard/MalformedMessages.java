package io.pitwheel.server.guard;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.server.http.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no message of the call, such as text that is not UTF-8: the caller's fault, which
 * the library takes for one of the server.
 */
public final class MalformedMessages implements GrpcExceptionHandlerFunction {
  @Override
  public @Nullable Status apply(
      RequestContext context, Status status, Throwable cause, Metadata metadata) {
    if (!isMalformed(cause)) {
      return null;
    }
    StatusRuntimeException refusal =
        StatusProto.toStatusRuntimeException(
            Failures.status(
                ErrorCode.INVALID_ARGUMENT,
                "reading the message: not one of this call (expected: the request message, its"
                    + " texts in UTF-8)"));
    Metadata trailers = refusal.getTrailers();
    if (trailers != null) {
      metadata.merge(trailers);
    }
    return refusal.getStatus();
  }

  private static boolean isMalformed(@Nullable Throwable cause) {
    return cause != null
        && (cause instanceof InvalidProtocolBufferException || isMalformed(cause.getCause()));
  }
}
