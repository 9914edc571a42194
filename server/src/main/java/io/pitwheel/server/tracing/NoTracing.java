package io.pitwheel.server.tracing;

import com.linecorp.armeria.server.HttpService;
import io.grpc.ServerInterceptor;
import io.pitwheel.store.Stores;
import java.util.List;

/** Traces nothing. */
final class NoTracing implements Tracing {
  @Override
  public List<ServerInterceptor> interceptors() {
    return List.of();
  }

  @Override
  public HttpService traced(String call, HttpService route) {
    return route;
  }

  @Override
  public void watch(Stores stores) {
    // Nobody asked for it.
  }

  @Override
  public void close() {
    // There is nothing left to send.
  }
}
