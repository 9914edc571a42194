package io.pitwheel.server.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.HttpHeaderNames;
import io.grpc.StatusRuntimeException;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import io.pitwheel.api.v2beta1.ListExperimentsRequest;
import io.pitwheel.server.RawHttp;
import io.pitwheel.server.RunningServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which names a server is called, and by whose pages, where settings say it. */
@Timeout(60)
class AllowedNamesTest {
  private static final String HEALTH = "/apis/v2beta1/healthz";

  @TempDir static Path folder;

  /** Beyond loopback, with nothing allowed. */
  private static RunningServer wide;

  /** Beyond loopback, with names and an origin. */
  private static RunningServer named;

  /** On loopback, with a name and an origin. */
  private static RunningServer local;

  @BeforeAll
  static void start() {
    Map<String, String> remote = Map.of("server.host", "0.0.0.0", "server.allowRemote", "true");
    wide = new RunningServer(folder.resolve("wide"), remote);
    named =
        new RunningServer(
            folder.resolve("named"),
            Map.of(
                "server.host", "0.0.0.0",
                "server.allowRemote", "true",
                "server.allowedHosts",
                    "Pipelines.example.com,*.team.example,*.ports.example:8443,proxy.example:443",
                "server.allowedOrigins", "https://ui.example.com"));
    local =
        new RunningServer(
            folder.resolve("local"),
            Map.of(
                "server.allowedHosts", "pipelines.test",
                "server.allowedOrigins", "http://ui.test:3000"));
  }

  @AfterAll
  static void stop() {
    wide.close();
    named.close();
    local.close();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3:PORT, none, 200",
    "10.1.2.3, none, 200",
    "[fd00::7]:PORT, none, 200",
    "localhost:PORT, none, 200",
    "ml-pipeline:PORT, http://ml-pipeline:PORT, 200",
    "pitwheel.team.svc.cluster.local:PORT, none, 200",
    "pitwheel.team.svc:PORT, none, 200",
    "pitwheel.svc.evil.example, none, 403",
    "evil.examplelocal, none, 403",
    "evil.example:PORT, none, 403",
    "10.1.2.3.evil.example, none, 403",
    "10.1.2.3:PORT, http://evil.example, 403",
    "10.1.2.3:PORT, null, 403"
  })
  void answersBeyondLoopbackToWhatNobodyCanGiveOut(String host, String origin, int status) {
    assertAnswered(wide, host, origin, status);
  }

  @ParameterizedTest
  @CsvSource({
    "pipelines.example.com, none, 200",
    "PIPELINES.example.com:8443, none, 200",
    "pipelines.example.com, https://pipelines.example.com, 200",
    "a.team.example:PORT, none, 200",
    "a.ports.example:8443, none, 200",
    "a.ports.example:8444, none, 403",
    "proxy.example:443, none, 200",
    "proxy.example:444, none, 403",
    "team.example, none, 403",
    "evilteam.example, none, 403",
    "pipelines.example.com.evil.example, none, 403",
    "10.1.2.3:PORT, none, 403",
    "pipelines.example.com, https://ui.example.com, 200",
    "pipelines.example.com, http://ui.example.com, 403",
    "pipelines.example.com, https://ui.example.com.evil.example, 403"
  })
  void answersToTheNamesThatAreAllowedAndNoOther(String host, String origin, int status) {
    assertAnswered(named, host, origin, status);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, none, 200",
    "pipelines.test, none, 200",
    "pipelines.test:1, none, 200",
    "localhost:PORT, http://ui.test:3000, 200",
    "localhost:PORT, http://ui.test, 403",
    "evil.example:PORT, none, 403"
  })
  void answersOnLoopbackToWhatIsAllowedBesideItsOwnNames(String host, String origin, int status) {
    assertAnswered(local, host, origin, status);
  }

  @Test
  void refusesAForeignNameByGrpcOnBothPorts() {
    for (int port : new int[] {wide.handle().port(), wide.handle().grpcPort()}) {
      var foreign = experiments(port, "evil.example");

      assertThatThrownBy(() -> foreign.listExperiments(ListExperimentsRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("PERMISSION_DENIED");
      assertThat(
              experiments(port, "ml-pipeline")
                  .listExperiments(ListExperimentsRequest.getDefaultInstance())
                  .getTotalSize())
          .isEqualTo(1);
    }
  }

  private static ExperimentServiceBlockingStub experiments(int port, String authority) {
    return GrpcClients.builder("gproto+http://127.0.0.1:" + port)
        .setHeader(HttpHeaderNames.AUTHORITY, authority)
        .build(ExperimentServiceBlockingStub.class);
  }

  @Test
  void tellsBrowsersThatAnAllowedOriginMayCall() {
    String asked =
        lowered(
            ask(
                named,
                "OPTIONS",
                "pipelines.example.com",
                "Origin: https://ui.example.com\n"
                    + "Access-Control-Request-Method: PATCH\n"
                    + "Access-Control-Request-Headers: content-type\n"));
    String answered =
        lowered(ask(named, "GET", "pipelines.example.com", "Origin: https://ui.example.com\n"));

    assertThat(asked)
        .startsWith("http/1.1 200 ")
        .contains("access-control-allow-origin: https://ui.example.com", "patch", "content-type")
        .doesNotContain("access-control-allow-credentials");
    assertThat(answered)
        .startsWith("http/1.1 200 ")
        .contains("access-control-allow-origin: https://ui.example.com", "vary: origin");
  }

  @Test
  void tellsNothingToOtherOrigins() {
    for (RunningServer server : new RunningServer[] {wide, named, local}) {
      for (String verb : new String[] {"OPTIONS", "GET"}) {
        String host = server == named ? "pipelines.example.com" : "localhost:PORT";

        String answer =
            lowered(
                ask(
                    server,
                    verb,
                    host,
                    "Origin: https://evil.example\nAccess-Control-Request-Method: POST\n"));

        assertThat(answer)
            .startsWith("http/1.1 403 ")
            .doesNotContain("access-control")
            .contains("server.allowedorigins");
      }
    }
  }

  private static void assertAnswered(RunningServer server, String host, String origin, int status) {
    String header = origin.equals("none") ? "" : "Origin: " + origin + "\n";

    String answer = ask(server, "GET", host, header);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    if (status == 403) {
      assertThat(answer).contains("server.allowed");
    }
  }

  private static String ask(RunningServer server, String verb, String host, String headers) {
    int port = server.handle().port();
    return RawHttp.exchange(
        port,
        "%s %s HTTP/1.1\nHost: %s\n%sConnection: close\n\n"
            .formatted(verb, HEALTH, host, headers)
            .replace("PORT", String.valueOf(port)));
  }

  private static String lowered(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
