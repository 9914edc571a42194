package io.pitwheel.server.healthz;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pitwheel.value.ShownText;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code grpc.health.v1}: what {@link Readiness} says, for the server as a whole and for each of
 * its services.
 */
public final class GrpcHealthService extends HealthGrpc.HealthImplBase {
  /** Each holds a connection and a thread. */
  static final int MAX_WATCHERS = 100;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Readiness readiness;
  private final Set<String> services;
  private final AtomicInteger watchers = new AtomicInteger();

  /**
   * @param services full names of those that are served; the empty name is the server
   */
  public GrpcHealthService(Readiness readiness, Set<String> services) {
    this.readiness = readiness;
    this.services = Set.copyOf(services);
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    if (!isKnown(request.getService())) {
      observer.onError(
          Status.NOT_FOUND
              .withDescription(
                  "checking the health of %s: no such service is served here"
                      .formatted(ShownText.cut(request.getService())))
              .asRuntimeException());
      return;
    }
    observer.onNext(answer(status()));
    observer.onCompleted();
  }

  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
    if (!isKnown(request.getService())) {
      // The protocol has it so: a service may be added while somebody watches.
      observer.onNext(answer(ServingStatus.SERVICE_UNKNOWN));
      return;
    }
    if (watchers.incrementAndGet() > MAX_WATCHERS) {
      watchers.decrementAndGet();
      observer.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription(
                  "watching the health: %d watch already (expected: fewer)".formatted(MAX_WATCHERS))
              .asRuntimeException());
      return;
    }
    var call = (ServerCallStreamObserver<HealthCheckResponse>) observer;
    call.setOnCancelHandler(() -> {});
    Thread.ofVirtual().name("health watcher").start(() -> tellChanges(call));
  }

  private void tellChanges(ServerCallStreamObserver<HealthCheckResponse> call) {
    try {
      ServingStatus told = ServingStatus.UNKNOWN;
      boolean isEnding = false;
      while (!isEnding && !call.isCancelled()) {
        ServingStatus found = status();
        if (found != told) {
          call.onNext(answer(found));
          told = found;
        }
        isEnding = readiness.awaitEnd(LOOK_AGAIN);
      }
      if (!call.isCancelled()) {
        call.onNext(answer(ServingStatus.NOT_SERVING));
        call.onCompleted();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } finally {
      watchers.decrementAndGet();
    }
  }

  private boolean isKnown(String service) {
    return service.isEmpty() || services.contains(service);
  }

  private ServingStatus status() {
    return readiness.obstacle().isEmpty() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }

  private static HealthCheckResponse answer(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }
}
