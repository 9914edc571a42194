package io.pitwheel.server.assembly;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.pitwheel.server.access.GuardedRoutes;
import io.pitwheel.server.healthz.GrpcHealthService;
import io.pitwheel.server.healthz.Readiness;
import io.pitwheel.server.healthz.ReadinessRoute;
import io.pitwheel.server.http.ReadOnly;
import io.pitwheel.server.http.RestService;
import io.pitwheel.server.metrics.ServerMetrics;
import io.pitwheel.server.openapi.OpenApiRoute;
import io.pitwheel.server.reflection.ReflectionServices;
import io.pitwheel.server.tracing.Tracing;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a server tells about itself, and the doors to that. */
record Observation(Readiness readiness, ServerMetrics metrics, Tracing tracing) {
  private static final String ROOT = "/apis/v2beta1";

  /** What every call goes through, the last one first. */
  List<ServerInterceptor> interceptors() {
    return Stream.concat(tracing.interceptors().stream(), Stream.of(metrics.calls())).toList();
  }

  /** To be called once all other calls are known. */
  void addGrpc(GrpcServiceBuilder builder, List<BindableService> services) {
    Set<String> names = new TreeSet<>();
    services.forEach(service -> names.add(service.bindService().getServiceDescriptor().getName()));
    var health = new GrpcHealthService(readiness, names);
    builder.addService(health);
    ReflectionServices.of(Stream.concat(services.stream(), Stream.of(health)).toList())
        .forEach(builder::addService);
  }

  void addRoutes(ServerBuilder builder, GuardedRoutes routes, RestService rest) {
    String version = Observation.class.getPackage().getImplementationVersion();
    add(routes, ROOT + "/readyz", new ReadinessRoute(readiness));
    add(routes, "/metrics", metrics.route());
    add(
        routes,
        ROOT + "/openapi.json",
        new OpenApiRoute(rest.routes(), version == null ? "0" : version));
    builder.decorator(metrics.responses());
  }

  private static void add(GuardedRoutes routes, String path, HttpService route) {
    routes.add("GET " + path, path, new ReadOnly(route));
  }
}
