package io.pitwheel.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.http.HttpReplies;
import java.util.concurrent.CompletableFuture;

/** {@code GET /metrics}: everything that is counted, as Prometheus reads it. */
final class MetricsRoute implements HttpService {
  private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

  private final ServerMetrics metrics;

  MetricsRoute(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(this::answer, context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse answer() {
    return HttpResponse.of(HttpStatus.OK, TEXT, HttpData.wrap(metrics.scrape().getBytes(UTF_8)));
  }
}
