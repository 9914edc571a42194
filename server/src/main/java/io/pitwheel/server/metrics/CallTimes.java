package io.pitwheel.server.metrics;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long each call took, by call and code, whether it came by gRPC or by REST. */
final class CallTimes implements ServerInterceptor {
  private final MeterRegistry registry;
  private final Map<CallEnd, Timer> timers = new ConcurrentHashMap<>();

  /** As many as there are calls and codes. */
  private record CallEnd(String method, Status.Code code) {}

  CallTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    long begin = System.nanoTime();
    String method = call.getMethodDescriptor().getFullMethodName();
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            timers
                .computeIfAbsent(new CallEnd(method, status.getCode()), CallTimes.this::timer)
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
            super.close(status, trailers);
          }
        },
        headers);
  }

  private Timer timer(CallEnd end) {
    String method = end.method();
    int slash = method.lastIndexOf('/');
    return Timer.builder("pitwheel.rpc.duration")
        .description("Time from the arrival of a call to its answer")
        .tag("service", method.substring(method.lastIndexOf('.', slash) + 1, slash))
        .tag("method", method.substring(slash + 1))
        .tag("code", end.code().name())
        .serviceLevelObjectives(Buckets.CALLS)
        .register(registry);
  }
}
