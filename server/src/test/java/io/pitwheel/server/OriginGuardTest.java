package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import com.google.rpc.Status;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OriginGuardTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, none, 200",
    "localhost:PORT, none, 200",
    "LocalHost:PORT, none, 200",
    "[::1]:PORT, none, 200",
    "localhost:PORT, http://localhost:PORT, 200",
    "localhost:PORT, http://127.0.0.1:PORT, 200",
    "evil.example:PORT, none, 403",
    "localhost.evil.example:PORT, none, 403",
    "localhost, none, 403",
    "localhost:1, none, 403",
    "localhost:PORT, http://evil.example, 403",
    "localhost:PORT, http://localhost:1, 403",
    "localhost:PORT, http://localhost:PORT.evil.example, 403",
    "localhost:PORT, null, 403"
  })
  void answersOnlyToItsOwnNames(String host, String origin, int status) {
    for (String path : new String[] {"/apis/v2beta1/healthz", "/"}) {
      assertThat(ask(path, host, origin)).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({"origin, http://evil.example", "host, evil.example"})
  void refusesCallsOfOthersInTheirOwnForm(String header, String value) {
    HealthzServiceBlockingStub stub =
        GrpcClients.builder("gproto+http://" + server.handle().grpcAddress())
            .setHeader(header.equals("host") ? ":authority" : header, value)
            .build(HealthzServiceBlockingStub.class);

    var thrown =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> stub.getHealthz(Empty.getDefaultInstance()));

    Status status = StatusProto.fromThrowable(thrown);
    assertThat(status.getCode()).as(status.toString()).isEqualTo(7);
    assertThat(status.getMessage()).containsIgnoringCase(header + " " + value);
    assertThat(status.getDetails(0).is(Status.class)).isTrue();
  }

  private static String ask(String path, String host, String origin) {
    String port = String.valueOf(server.handle().port());
    String origins = origin.equals("none") ? "" : "Origin: " + origin + "\n";
    return RawHttp.exchange(
        server.handle().port(),
        ("GET " + path + " HTTP/1.1\nHost: " + host + "\n" + origins + "Connection: close\n\n")
            .replace("PORT", port));
  }
}
