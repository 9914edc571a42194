package io.pitwheel.server.tracing;

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
  public void watch(Stores stores) {
    // Nobody asked for it.
  }

  @Override
  public void close() {
    // There is nothing left to send.
  }
}
