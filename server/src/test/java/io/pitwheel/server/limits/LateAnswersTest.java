package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.GetHealthzResponse;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import io.pitwheel.server.http.ShapedErrors;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose answer never comes. */
@Timeout(30)
class LateAnswersTest {
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** As the client of the library has it. */
  private static final Duration FOR_EVER = Duration.ZERO;

  private final BlockingQueue<StreamObserver<HealthCheckResponse>> watchers =
      new LinkedBlockingQueue<>();

  @Test
  void areRefusedWithThePathAndTheTime() {
    try (var server =
        Server.builder()
            .http(0)
            .requestTimeout(TIME)
            .errorHandler(new LateAnswers(TIME).orElse(new ShapedErrors()))
            .service("/silent", (_, _) -> HttpResponse.streaming())
            .build()) {
      server.start().join();

      var answer =
          WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
              .get("/silent")
              .aggregate()
              .join();

      assertThat(answer.status().code()).isEqualTo(504);
      assertThat(answer.contentUtf8())
          .startsWith("{\"code\":4,")
          .contains("calling /silent: no answer within 1 s (expected: ");
    }
  }

  @Test
  void areTheEndOfCallsOfGrpcWhoseClientsWouldWaitLonger() {
    try (var server = withSilentCalls()) {
      server.start().join();

      for (Duration asked : List.of(FOR_EVER, TIME.multipliedBy(100))) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, () -> call(server, asked));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(refused.getStatus().getDescription())
            .contains("HealthzService/GetHealthz: no answer in time (expected: one within 1 s");
      }
    }
  }

  @Test
  void leaveStreamsAlone() throws InterruptedException {
    try (var server = withSilentCalls()) {
      server.start().join();
      Iterator<HealthCheckResponse> answers =
          GrpcClients.builder(uri(server))
              .responseTimeout(FOR_EVER)
              .build(HealthBlockingStub.class)
              .watch(HealthCheckRequest.getDefaultInstance());
      StreamObserver<HealthCheckResponse> watcher = watchers.take();

      assertThatThrownBy(() -> call(server, FOR_EVER)).isInstanceOf(StatusRuntimeException.class);
      watcher.onNext(HealthCheckResponse.getDefaultInstance());

      assertThat(answers.next()).isEqualTo(HealthCheckResponse.getDefaultInstance());
      watcher.onCompleted();
    }
  }

  private Server withSilentCalls() {
    var late = new LateAnswers(TIME);
    var grpc =
        GrpcService.builder()
            .addService(
                new HealthzServiceGrpc.HealthzServiceImplBase() {
                  @Override
                  public void getHealthz(
                      Empty request, StreamObserver<GetHealthzResponse> observer) {
                    // It says nothing.
                  }
                })
            .addService(
                new HealthGrpc.HealthImplBase() {
                  @Override
                  public void watch(
                      HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
                    watchers.add(observer);
                  }
                })
            .useBlockingTaskExecutor(true)
            .exceptionHandler(late.ofCalls())
            .build();
    return Server.builder()
        .http(0)
        .requestTimeout(TIME)
        .decorator(new BodyGuard(PATIENCE, TIME, new HeldBodies(Long.MAX_VALUE)))
        .errorHandler(late.orElse(new ShapedErrors()))
        .service(grpc, service -> new StreamedRequests(service, TIME))
        .build();
  }

  private static void call(Server server, Duration asked) {
    var _ =
        GrpcClients.builder(uri(server))
            .responseTimeout(asked)
            .build(HealthzServiceBlockingStub.class)
            .getHealthz(Empty.getDefaultInstance());
  }

  private static String uri(Server server) {
    return "gproto+http://127.0.0.1:" + server.activeLocalPort();
  }
}
