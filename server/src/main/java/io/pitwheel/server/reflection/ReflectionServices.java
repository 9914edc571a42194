package io.pitwheel.server.reflection;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InternalServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Both versions of gRPC's reflection. The HTTP library would add one of them by itself, and only
 * one; older clients know only {@code v1alpha}.
 */
public final class ReflectionServices {
  private ReflectionServices() {}

  /** The services that describe the given ones and themselves. */
  public static List<BindableService> of(List<BindableService> services) {
    return of(services, new BoundedStreams());
  }

  @SuppressWarnings("deprecation") // The older version is deprecated as long as the newer is there.
  static List<BindableService> of(List<BindableService> services, BoundedStreams bounds) {
    List<ServerServiceDefinition> reflections =
        List.of(
            ProtoReflectionServiceV1.newInstance().bindService(),
            ProtoReflectionService.newInstance().bindService());
    var described =
        new ServedServices(
            Stream.concat(services.stream().map(BindableService::bindService), reflections.stream())
                .toList());
    var bound = new ArrayList<BindableService>();
    for (ServerServiceDefinition reflection : reflections) {
      bound.add(() -> ServerInterceptors.intercept(reflection, new Handing(described), bounds));
    }
    return bound;
  }

  /** Hands the reflection the server that it describes. */
  private record Handing(Server server) implements ServerInterceptor {
    @Override
    public <Q, P> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
      Context context = Context.current().withValue(InternalServer.SERVER_CONTEXT_KEY, server);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }
}
