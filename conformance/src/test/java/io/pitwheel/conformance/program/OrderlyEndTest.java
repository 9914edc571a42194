package io.pitwheel.conformance.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pitwheel.api.v2beta1.CreateExperimentRequest;
import io.pitwheel.api.v2beta1.Experiment;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, told to end while it is asked. */
@Timeout(60)
class OrderlyEndTest {
  private static final String EXPERIMENTS = "/apis/v2beta1/experiments";
  private static final String CREATE =
      "/kubeflow.pipelines.backend.api.v2beta1.ExperimentService/CreateExperiment";
  private static final String KEPT =
      "GET /apis/v2beta1/healthz HTTP/1.1\r\nHost: localhost:%d\r\n\r\n";

  @TempDir Path folder;

  @Test
  void answersWhatIsUnderWayAndTakesNothingMore() throws Exception {
    try (var program = ProgramServer.start(folder, "{}", Map.of("LOG_LEVEL", "error"));
        var kept = new Socket(InetAddress.getLoopbackAddress(), program.address().getPort())) {
      String address = "h2c://127.0.0.1:" + program.address().getPort();
      var rest = new HalfSent(address, EXPERIMENTS, "application/json", json("by REST"));
      String grpcAddress = "h2c://" + program.grpcAddress();
      var grpc = new HalfSent(grpcAddress, CREATE, "application/grpc", framed("by gRPC"));
      assertThat(ask(kept)).startsWith("HTTP/1.1 200 ");

      program.process().destroy();
      awaitRefusal(program.address());

      assertThat(ask(kept)).startsWith("HTTP/1.1 503 ").contains("\"code\":14", "server ends");
      assertThatThrownBy(() -> answerHealth(program.grpcAddress()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refusal ->
                  assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
      assertThat(rest.finish().contentUtf8()).contains("\"display_name\":\"by REST\"");
      assertThat(grpc.finish().trailers().get("grpc-status")).isEqualTo("0");
      assertThat(program.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(program.process().exitValue()).as(program.said()).isZero();
      // Below the level that was asked for nothing is told.
      assertThat(program.said()).isEmpty();
    }
  }

  /** A request of which the server has the head and one half, and waits for the other. */
  private static final class HalfSent {
    private final HttpRequestWriter request;
    private final byte[] rest;
    private final CompletableFuture<AggregatedHttpResponse> answer;

    HalfSent(String address, String path, String type, byte[] body) {
      int half = body.length / 2;
      rest = Arrays.copyOfRange(body, half, body.length);
      request =
          HttpRequest.streaming(
              RequestHeaders.builder(HttpMethod.POST, path)
                  .add(HttpHeaderNames.CONTENT_TYPE, type)
                  .add(HttpHeaderNames.EXPECT, "100-continue")
                  .build());
      answer = WebClient.of(address).execute(request).aggregate();
      request.write(HttpData.wrap(Arrays.copyOf(body, half)));
      // It leaves once the server has said that it goes on.
      request.whenConsumed().join();
    }

    AggregatedHttpResponse finish() {
      request.write(HttpData.wrap(rest));
      request.close();
      AggregatedHttpResponse answered = answer.join();
      assertThat(answered.status().code()).as(answered.contentUtf8()).isEqualTo(200);
      return answered;
    }
  }

  private static byte[] json(String name) {
    return "{\"display_name\": \"%s\"}".formatted(name).getBytes(UTF_8);
  }

  private static byte[] framed(String name) {
    Message message =
        CreateExperimentRequest.newBuilder()
            .setExperiment(Experiment.newBuilder().setDisplayName(name))
            .build();
    byte[] bytes = message.toByteArray();
    return ByteBuffer.allocate(bytes.length + 5)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** The first bytes of an answer, its body among them. */
  private static String ask(Socket socket) throws IOException {
    socket.getOutputStream().write(KEPT.formatted(socket.getPort()).getBytes(UTF_8));
    var said = new StringBuilder();
    while (!said.toString().contains("}")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return said + " and then nothing";
      }
      said.append((char) next);
    }
    return said.toString();
  }

  private static void answerHealth(String grpcAddress) {
    var _ =
        GrpcClients.newClient("gproto+http://" + grpcAddress, HealthzServiceBlockingStub.class)
            .getHealthz(Empty.getDefaultInstance());
  }

  /** The signal arrives in a moment, if not at once. */
  private static void awaitRefusal(URI address) throws IOException {
    String answer = "";
    while (!answer.startsWith("HTTP/1.1 503 ")) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
        answer = ask(socket);
      }
    }
  }
}
