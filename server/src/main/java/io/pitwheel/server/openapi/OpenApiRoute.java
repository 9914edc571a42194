package io.pitwheel.server.openapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.http.RestService.RestRoute;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code GET /apis/v2beta1/openapi.json}: what there is, for programs that make clients of it. */
public final class OpenApiRoute implements HttpService {
  private final List<RestRoute> calls;
  private final String version;

  /** Made when somebody asks: most servers are never asked. */
  private volatile @Nullable JsonObject document;

  /**
   * @param version of this program
   */
  public OpenApiRoute(List<RestRoute> calls, String version) {
    this.calls = List.copyOf(calls);
    this.version = version;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> HttpReplies.json(whole()), context.blockingTaskExecutor())
            .exceptionally(HttpReplies::failure));
  }

  private JsonObject whole() {
    JsonObject known = document;
    if (known == null) {
      known = OpenApiDocument.of(calls, PlainRoutes.ALL, version);
      document = known;
    }
    return known;
  }
}
