package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.api.v2beta1.CreateExperimentRequest;
import io.pitwheel.api.v2beta1.Experiment;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import io.pitwheel.server.RawHttp;
import io.pitwheel.server.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request: how large it may be, and how slow. */
class RequestLimitsTest {
  private static final String EXPERIMENTS = "/apis/v2beta1/experiments";
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        new RunningServer(
            folder, Map.of("limits.requestMegabytes", "1", "limits.patienceSeconds", "1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void nothingWasWrittenAndTheServerAnswers() {
    // On a connection of its own: those that are kept are closed after a second.
    String head = "GET %s HTTP/1.1\nHost: localhost:%d\nConnection: close\n\n";
    int port = server.handle().port();

    assertThat(RawHttp.exchange(port, head.formatted(EXPERIMENTS, port)))
        .contains("\"total_size\":1");
  }

  @Test
  void refusesABodyBeyondTheBound() {
    String answer = exchange("Content-Length: 1048577", "{");

    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .contains("{\"code\":3,", "too long (expected: at most 1048576 bytes)");
  }

  @Test
  void refusesABodyWithoutALengthOnceItIsBeyondTheBound() {
    String answer =
        exchange(
            "Transfer-Encoding: chunked",
            "%x\n%s".formatted(MEBIBYTE + 1, "x".repeat(MEBIBYTE + 1)));

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("{\"code\":3,", "at most 1048576");
  }

  @Test
  void refusesAMessageBeyondTheBound() {
    assertExhausted(experiments());
  }

  @Test
  void refusesAMessageThatUnpacksToMoreThanTheBound() {
    assertExhausted(experiments().withCompression("gzip"));
  }

  private static void assertExhausted(ExperimentServiceBlockingStub experiments) {
    var request =
        CreateExperimentRequest.newBuilder()
            .setExperiment(
                Experiment.newBuilder()
                    .setDisplayName("large")
                    .setDescription("x".repeat(2 * MEBIBYTE)))
            .build();

    var thrown =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> experiments.createExperiment(request));

    var status = StatusProto.fromThrowable(thrown);
    assertThat(status.getCode()).as(status.toString()).isEqualTo(8);
    assertThat(status.getMessage())
        .startsWith("reading the message: too long (expected: at most 1048576 bytes");
    assertThat(status.getDetails(0).is(com.google.rpc.Status.class)).isTrue();
  }

  @Test
  void takesAPackedMessageWithinTheBound() {
    var request =
        CreateExperimentRequest.newBuilder()
            .setExperiment(Experiment.newBuilder().setDisplayName(" ").build())
            .build();

    var thrown =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> experiments().withCompression("gzip").createExperiment(request));

    // It was read: its name is refused.
    assertThat(thrown).hasMessageContaining("experiment.display_name");
  }

  @Test
  void refusesFramesThatAreNone() {
    for (byte first : new byte[] {1, 0x7E}) {
      var answer = frame(new byte[] {first, 0, 0, 0, 3, 9, 9, 9}, true);

      assertThat(answer.headers().get("grpc-status")).isEqualTo("3");
      assertThat(answer.headers().get("grpc-message")).contains("no frame of gRPC");
    }
  }

  @Test
  void refusesABodyThatSaysItIsPacked() {
    String answer = exchange("Content-Encoding: gzip\nContent-Length: 2", "{}");

    assertThat(answer)
        .startsWith("HTTP/1.1 415 ")
        .contains("{\"code\":3,", "Content-Encoding gzip");
  }

  @Test
  void refusesACallWhoseBodySaysItIsPacked() {
    ExperimentServiceBlockingStub packed =
        GrpcClients.builder("gproto+http://" + server.handle().grpcAddress())
            .setHeader("content-encoding", "gzip")
            .build(ExperimentServiceBlockingStub.class);

    var thrown =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> packed.createExperiment(CreateExperimentRequest.getDefaultInstance()));

    var status = StatusProto.fromThrowable(thrown);
    assertThat(status.getCode()).as(status.toString()).isEqualTo(3);
    assertThat(status.getMessage()).contains("Content-Encoding gzip (expected: none)");
    assertThat(status.getDetails(0).is(com.google.rpc.Status.class)).isTrue();
  }

  @Test
  void refusesABodyOfWhichNothingComes() {
    String answer = exchange("Content-Length: 100", "");

    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("{\"code\":4,", "nothing came for 1 s (expected: the rest of it)");
  }

  @Test
  void refusesABodyOfWhichNextToNothingComes() {
    String answer = exchange("Content-Length: 100000", "{\"display_name\":");

    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("{\"code\":4,", "16 bytes came in 1 s (expected: at least 1024");
  }

  @Test
  void refusesAMessageThatDoesNotCome() {
    var answer = frame(new byte[] {0, 0, 0, 0, 9, 1}, false);

    assertThat(answer.headers().get("grpc-status")).isEqualTo("4");
    assertThat(answer.headers().get("grpc-message")).contains("6 bytes came in 1 s");
  }

  @Test
  void refusesAHeadThatDoesNotEnd() {
    String answer =
        RawHttp.exchange(
            server.handle().port(), "GET %s HTTP/1.1\nHost: loc".formatted(EXPERIMENTS));

    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("{\"code\":4,", "its head did not end within 1 s")
        .endsWith("}");
  }

  @Test
  void closesAConnectionThatIsIdleWithoutAWord() {
    String head = "GET /apis/v2beta1/healthz HTTP/1.1\nHost: localhost:%d\n\n";

    String answer =
        RawHttp.exchange(server.handle().port(), head.formatted(server.handle().port()));

    assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("408");
    assertThat(RawHttp.exchange(server.handle().port(), "")).isEmpty();
  }

  @Test
  void refusesAnAddressOrHeadersBeyondTheBound() {
    int port = server.handle().port();
    String address =
        "GET /apis/v2beta1/runs?filter=%s HTTP/1.1\nHost: localhost:%d\nConnection: close\n\n";
    String header = "GET /apis/v2beta1/runs HTTP/1.1\nHost: localhost:%d\nX-Long: %s\n\n";

    assertThat(RawHttp.exchange(port, address.formatted("x".repeat(64 * 1024), port)))
        .startsWith("HTTP/1.1 414 ")
        .contains("{\"code\":3,");
    assertThat(RawHttp.exchange(port, header.formatted(port, "x".repeat(8 * 1024))))
        .startsWith("HTTP/1.1 431 ")
        .contains("{\"code\":3,");
  }

  private static ExperimentServiceBlockingStub experiments() {
    return GrpcClients.newClient(
        "gproto+http://" + server.handle().grpcAddress(), ExperimentServiceBlockingStub.class);
  }

  /** What a call is answered whose body is these bytes, and more that never come. */
  private static AggregatedHttpResponse frame(byte[] bytes, boolean isAll) {
    HttpRequestWriter request =
        HttpRequest.streaming(
            RequestHeaders.of(
                HttpMethod.POST,
                "/kubeflow.pipelines.backend.api.v2beta1.ExperimentService/CreateExperiment",
                "content-type",
                "application/grpc+proto",
                "grpc-encoding",
                "gzip"));
    request.write(HttpData.wrap(bytes));
    if (isAll) {
      request.close();
    }
    AggregatedHttpResponse answer =
        WebClient.of("h2c://" + server.handle().grpcAddress()).execute(request).aggregate().join();
    request.abort();
    return answer.headers().contains("grpc-status") ? answer : withTrailers(answer);
  }

  private static AggregatedHttpResponse withTrailers(AggregatedHttpResponse answer) {
    return AggregatedHttpResponse.of(answer.headers().toBuilder().add(answer.trailers()).build());
  }

  /** A request to make an experiment, with a header and the beginning of a body. */
  private static String exchange(String header, String body) {
    int port = server.handle().port();
    return RawHttp.exchange(
        port,
        String.join(
            "\n",
            List.of(
                "POST %s HTTP/1.1".formatted(EXPERIMENTS),
                "Host: localhost:%d".formatted(port),
                "Content-Type: application/json",
                "Connection: close",
                header,
                "",
                body)));
  }
}
