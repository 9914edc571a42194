package io.pitwheel.server.limits;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.Failures;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says of a request whose answer was not there in time what was waited for, and how long. */
public final class LateAnswers implements ServerErrorHandler {
  private final Duration time;

  /**
   * @param time from the end of a request's body to the beginning of its answer
   */
  public LateAnswers(Duration time) {
    this.time = time;
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return cause instanceof RequestTimeoutException
        ? HttpReplies.failure(new PipelinesException(ErrorCode.DEADLINE_EXCEEDED, words(context)))
        : null;
  }

  /** For calls of gRPC, whose clients may have asked for a shorter time. */
  public GrpcExceptionHandlerFunction ofCalls() {
    return (context, _, cause, metadata) ->
        cause instanceof RequestTimeoutException
            ? MessageBounds.shaped(
                Failures.status(ErrorCode.DEADLINE_EXCEEDED, wordsOfCall(context)), metadata)
            : null;
  }

  private String wordsOfCall(RequestContext context) {
    return "calling %s: no answer in time (expected: one within %d s, or within what the client asks for; what was asked may still be done)"
        .formatted(context.path(), time.toSeconds());
  }

  private String words(ServiceRequestContext context) {
    return "calling %s: no answer within %d s (expected: one by then; what was asked may still be done)"
        .formatted(context.path(), time.toSeconds());
  }
}
