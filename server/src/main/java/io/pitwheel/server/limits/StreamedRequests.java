package io.pitwheel.server.limits;

import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RoutingContext;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;

/**
 * Has requests of gRPC handed over while they come. Otherwise the library collects those of unary
 * calls first, with nobody to see that one does not come on.
 */
public final class StreamedRequests extends SimpleDecoratingHttpService {
  public StreamedRequests(HttpService service) {
    super(service);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    return unwrap().serve(context, request);
  }

  @Override
  public ExchangeType exchangeType(RoutingContext context) {
    ExchangeType type = super.exchangeType(context);
    return type.isResponseStreaming()
        ? ExchangeType.BIDI_STREAMING
        : ExchangeType.REQUEST_STREAMING;
  }
}
