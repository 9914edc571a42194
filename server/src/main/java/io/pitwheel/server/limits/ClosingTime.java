package io.pitwheel.server.limits;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.Failures;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.http.HttpReplies;

/**
 * Refuses what is asked once the server ends: the HTTP library, which waits for the answers to what
 * was asked before, would take further requests all the while.
 */
public final class ClosingTime implements DecoratingHttpServiceFunction {
  private volatile boolean isNow;

  /** From now on nothing is taken. */
  public void begin() {
    isNow = true;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (!isNow) {
      return next.serve(context, request);
    }
    String words =
        "calling %s: this server ends (expected: another server, or this one once it is back)"
            .formatted(context.path());
    if (GrpcReplies.isAsked(context)) {
      return GrpcReplies.failure(Failures.status(ErrorCode.UNAVAILABLE, words));
    }
    var _ = context.initiateConnectionShutdown();
    return HttpReplies.failure(new PipelinesException(ErrorCode.UNAVAILABLE, words));
  }
}
