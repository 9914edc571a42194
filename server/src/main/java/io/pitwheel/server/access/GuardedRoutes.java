package io.pitwheel.server.access;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.BindableService;
import io.pitwheel.server.http.HttpReplies;
import io.pitwheel.server.tracing.Tracing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Adds the routes that are no RPCs, each behind the gate. A call without a row in the table of
 * access, or a row without its route, keeps the server from starting.
 */
public final class GuardedRoutes {
  private final ServerBuilder builder;
  private final AccessGate gate;
  private final Tracing tracing;
  private final Set<String> added = new HashSet<>();

  /**
   * @param tracing of the routes that say so
   */
  public GuardedRoutes(ServerBuilder builder, AccessGate gate, Tracing tracing) {
    this.builder = builder;
    this.gate = gate;
    this.tracing = tracing;
  }

  /**
   * Adds a route.
   *
   * @param call its name in the table
   * @param pattern as the HTTP library reads it
   */
  public void add(String call, String pattern, HttpService route) {
    serve(call, pattern, guarded(call, route));
  }

  /** As {@link #add}, with a span for each request, those that the gate refuses among them. */
  public void addTraced(String call, String pattern, HttpService route) {
    serve(call, pattern, tracing.traced(call, guarded(call, route)));
  }

  private void serve(String call, String pattern, HttpService route) {
    gate.requireRow(call);
    added.add(call);
    builder.service(pattern, route);
  }

  private HttpService guarded(String call, HttpService route) {
    return (context, request) ->
        HttpResponse.of(
            CompletableFuture.supplyAsync(
                    () -> {
                      gate.require(context, call, new RequestFields(context));
                      return serve(route, context, request);
                    },
                    context.blockingTaskExecutor())
                .exceptionallyCompose(problem -> refused(request, problem)));
  }

  /** After the body: a client that still sends when the answer comes would lose its connection. */
  private static CompletableFuture<HttpResponse> refused(HttpRequest request, Throwable problem) {
    return request.subscribe().handle((_, _) -> HttpReplies.uploadFailure(problem));
  }

  private static HttpResponse serve(
      HttpService route, ServiceRequestContext context, HttpRequest request) {
    try {
      return route.serve(context, request);
    } catch (Exception exception) {
      return HttpReplies.failure(exception);
    }
  }

  /**
   * @throws IllegalStateException naming what has no row, or no route
   */
  public void requireComplete(List<BindableService> services) {
    services.forEach(service ->
        service
            .bindService()
            .getMethods()
            .forEach(method ->
                gate.requireRow(
                    CallGuard.callOf(method.getMethodDescriptor().getFullMethodName()))));
    Set<String> missing = new HashSet<>(gate.routes());
    missing.removeAll(added);
    if (!missing.isEmpty()) {
      throw new IllegalStateException("rows of calls.csv without a route: " + missing);
    }
  }
}
