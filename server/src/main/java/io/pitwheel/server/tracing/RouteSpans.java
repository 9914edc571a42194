package io.pitwheel.server.tracing;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * One span for each request of a route that is no RPC, from its head to the last byte of its
 * answer, below that of the caller when it says that it has one. A stream has one span, however
 * much it says.
 */
final class RouteSpans extends SimpleDecoratingHttpService {
  private static final TextMapGetter<RequestHeaders> HEADERS = new HeaderReader();

  private final Tracer tracer;
  private final String call;

  RouteSpans(Tracer tracer, String call, HttpService route) {
    super(route);
    this.tracer = tracer;
    this.call = call;
  }

  private static final class HeaderReader implements TextMapGetter<RequestHeaders> {
    @Override
    @SuppressWarnings("deprecation") // It must be there as long as it is.
    public Iterable<String> keys(RequestHeaders headers) {
      return headers.names().stream().map(Object::toString).toList();
    }

    @Override
    public @Nullable String get(@Nullable RequestHeaders headers, String key) {
      return headers == null ? null : headers.get(key);
    }
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    var caller =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), request.headers(), HEADERS);
    Span span =
        tracer
            .spanBuilder(call)
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", request.method().name())
            .setAttribute("url.path", context.path())
            .startSpan();
    var _ = context.log().whenComplete().thenAccept(log -> end(span, log));
    return unwrap().serve(context, request);
  }

  private static void end(Span span, RequestLog log) {
    span.setAttribute("http.request.body.size", log.requestLength());
    span.setAttribute("http.response.body.size", log.responseLength());
    HttpStatus status = log.responseStatus();
    if (!HttpStatus.UNKNOWN.equals(status)) {
      span.setAttribute("http.response.status_code", status.code());
    }
    Throwable broken = log.responseCause();
    if (broken != null) {
      span.recordException(broken);
    }
    if (broken != null || status.isServerError()) {
      span.setStatus(StatusCode.ERROR, status.codeAsText());
    }
    span.end();
  }
}
