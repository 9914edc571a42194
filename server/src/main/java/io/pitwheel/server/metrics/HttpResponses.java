package io.pitwheel.server.metrics;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many HTTP requests were answered, by route and status. */
public final class HttpResponses implements DecoratingHttpServiceFunction {
  private final MeterRegistry registry;
  private final Map<RouteEnd, Counter> counters = new ConcurrentHashMap<>();

  /** As many as there are routes and statuses. */
  private record RouteEnd(String route, int status) {}

  HttpResponses(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    var _ =
        context
            .log()
            .whenAvailable(RequestLogProperty.RESPONSE_HEADERS)
            .thenAccept(log ->
                counters
                    .computeIfAbsent(
                        new RouteEnd(
                            context.config().route().patternString(),
                            log.responseHeaders().status().code()),
                        this::counter)
                    .increment());
    return next.serve(context, request);
  }

  private Counter counter(RouteEnd end) {
    return Counter.builder("pitwheel.http.responses")
        .description("HTTP requests that were answered")
        .tag("route", end.route())
        .tag("status", String.valueOf(end.status()))
        .register(registry);
  }
}
