package io.pitwheel.server.limits;

import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RoutingContext;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.time.Duration;

/**
 * Has requests of gRPC handed over while they come. Otherwise the library collects those of unary
 * calls first, with nobody to see that one does not come on. Whoever asks for no time gets the
 * server's, where the protocol has none.
 */
public final class StreamedRequests extends SimpleDecoratingHttpService {
  private final Duration timeForAnswer;

  /**
   * @param timeForAnswer of calls that are no streams, from the end of their bodies
   */
  public StreamedRequests(HttpService service, Duration timeForAnswer) {
    super(service);
    this.timeForAnswer = timeForAnswer;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    HttpResponse answer = unwrap().serve(context, request);
    if (!context.exchangeType().isResponseStreaming()) {
      AnswerTime.begin(context, timeForAnswer);
    }
    return answer;
  }

  @Override
  public ExchangeType exchangeType(RoutingContext context) {
    ExchangeType type = super.exchangeType(context);
    return type.isResponseStreaming()
        ? ExchangeType.BIDI_STREAMING
        : ExchangeType.REQUEST_STREAMING;
  }
}
