package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.reflection.v1.ServerReflectionGrpc.ServerReflectionStub;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ObservationDoorsTest {
  private static final String PACKAGE = "kubeflow.pipelines.backend.api.v2beta1.";
  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isReadyOnceItAnswers() {
    var answer = server.get("/apis/v2beta1/readyz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void isNotReadyWhenItsDatabaseIsGone() throws Exception {
    Files.delete(folder.resolve("database/pitwheel.sqlite"));

    var answer = server.get("/apis/v2beta1/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":14", "not ready: the database", "lacks");
    assertThat(status("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(server.get("/apis/v2beta1/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsTheHealthOfEachServiceByGrpc() {
    assertThat(status("")).isEqualTo(ServingStatus.SERVING);
    assertThat(status(PACKAGE + "RunService")).isEqualTo(ServingStatus.SERVING);
    for (String unknown : List.of("Nobody", "x".repeat(10_000))) {
      var thrown = catchThrowableOfType(StatusRuntimeException.class, () -> status(unknown));
      assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  @Test
  void tellsWhoWatchesTheHealthThatTheServerEnds() {
    var request = HealthCheckRequest.getDefaultInstance();
    var answers = GrpcClients.newClient(address(), HealthBlockingStub.class).watch(request);
    assertThat(answers.next().getStatus()).isEqualTo(ServingStatus.SERVING);

    server.handle().close();

    assertThat(answers.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void listsItsServicesByReflection() throws Exception {
    var names = new CompletableFuture<List<String>>();
    var requests =
        GrpcClients.newClient(address(), ServerReflectionStub.class)
            .serverReflectionInfo(new NameReader(names));

    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(names.get())
        .contains(
            PACKAGE + "RunService",
            PACKAGE + "PipelineService",
            "grpc.health.v1.Health",
            "grpc.reflection.v1alpha.ServerReflection");
    requests.onCompleted();
  }

  private record NameReader(CompletableFuture<List<String>> names)
      implements StreamObserver<ServerReflectionResponse> {
    @Override
    public void onNext(ServerReflectionResponse answer) {
      names.complete(
          answer.getListServicesResponse().getServiceList().stream()
              .map(ServiceResponse::getName)
              .toList());
    }

    @Override
    public void onError(Throwable thrown) {
      names.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      names.cancel(false);
    }
  }

  @Test
  void countsCallsByNameAndCodeWhicheverWayTheyCame() {
    String run = server.createRun("one");
    server.get("/apis/v2beta1/runs/" + run);
    server.get("/apis/v2beta1/runs/none");

    String metrics = server.get("/metrics").body();

    assertThat(metrics)
        .contains(
            line("pitwheel_rpc_duration_seconds_count", "code=\"OK\",method=\"GetRun\"", 1),
            line("pitwheel_rpc_duration_seconds_count", "code=\"NOT_FOUND\",method=\"GetRun\"", 1),
            "pitwheel_rpc_duration_seconds_bucket{code=\"OK\",method=\"CreateRun\"");
  }

  private static String line(String name, String tags, int value) {
    return "%s{%s,service=\"RunService\"} %d".formatted(name, tags, value);
  }

  @Test
  void tellsWhatRunsAndTasksDo() {
    new RunSteps(server, server.createRun("one")).begin().start("greet");

    String metrics = server.get("/metrics").body();

    assertThat(metrics)
        .contains(
            "pitwheel_run_transitions_total{state=\"PENDING\"} 1.0",
            "pitwheel_run_transitions_total{state=\"RUNNING\"} 1.0",
            "pitwheel_task_transitions_total{state=\"SUCCEEDED\"} 0.0",
            "pitwheel_runs{state=\"RUNNING\"} 1.0",
            "pitwheel_submissions_waiting ",
            "pitwheel_writes_waiting ",
            "pitwheel_cache_hits_total 0.0",
            "pitwheel_cache_misses_total 0.0",
            "pitwheel_spilled_bytes_total 0.0",
            "pitwheel_leases_lost_total 0.0",
            "pitwheel_followers 0.0",
            "pitwheel_database_connections{pool=\"writers\",use=\"max\"}",
            "pitwheel_database_commit_duration_seconds_count",
            "jvm_memory_used_bytes{",
            "pitwheel_http_responses_total{route=");
  }

  @Test
  void putsNoIdentifierIntoALabel() {
    String run = server.createRun("one");
    server.get("/apis/v2beta1/runs/" + run + "/tasks");
    server.get("/apis/v2beta1/runs/" + run + "/tasks/none/logs");

    assertThat(server.get("/metrics").body()).doesNotContain(run);
  }

  @Test
  void answersTheOlderHealthWithoutThePipelineStore() {
    assertThat(server.get("/apis/v1beta1/healthz").body())
        .contains("\"multi_user\":false")
        .doesNotContain("pipeline_store");
  }

  private ServingStatus status(String service) {
    return GrpcClients.newClient(address(), HealthBlockingStub.class)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  private String address() {
    return "gproto+http://" + server.handle().grpcAddress();
  }
}
