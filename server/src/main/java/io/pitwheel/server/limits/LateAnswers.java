package io.pitwheel.server.limits;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says of a request whose answer was not there in time what was waited for, and how long. Clients
 * of gRPC say themselves how long they wait, and are told by their own library.
 */
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

  private String words(ServiceRequestContext context) {
    return "calling %s: no answer within %d s (expected: one by then; what was asked may still be done)"
        .formatted(context.path(), time.toSeconds());
  }
}
