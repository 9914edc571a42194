package io.pitwheel.server.healthz;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /apis/v2beta1/readyz}: 200 when requests should be sent here, else 503 with the
 * reason.
 */
public final class ReadinessRoute implements HttpService {
  private final Readiness readiness;

  public ReadinessRoute(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(this::answer, context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private HttpResponse answer() {
    return readiness
        .obstacle()
        .map(reason ->
            HttpReplies.failure(
                new PipelinesException(ErrorCode.UNAVAILABLE, "not ready: " + reason)))
        .orElseGet(() -> HttpReplies.json(new JsonObject(Map.of("status", JsonValue.of("ready")))));
  }
}
