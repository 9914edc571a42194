package io.pitwheel.server.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;

/**
 * A route that can be read and nothing else: another verb is answered as the gateway of KFP does.
 */
public record ReadOnly(HttpService route) implements HttpService {
  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
      return route.serve(context, request);
    }
    return HttpReplies.failure(
        new PipelinesException(
            ErrorCode.UNIMPLEMENTED,
            "calling %s %s: the path has no such verb (expected: GET)"
                .formatted(request.method(), context.path())));
  }
}
