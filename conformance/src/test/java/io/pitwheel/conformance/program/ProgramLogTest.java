package io.pitwheel.conformance.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pitwheel.conformance.replica.Marks;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the program writes to its log about a real run, and about a collector of traces. */
@Timeout(120)
class ProgramLogTest {
  private static final String RUN =
      """
      {"display_name": "logged", "pipeline_spec": {
        "pipelineInfo": {"name": "logged"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
        "deploymentSpec": {"executors": {"exec-true": {"container": {"image": "none",
          "command": ["true"]}}}},
        "components": {"comp-true": {"executorLabel": "exec-true"}},
        "root": {"dag": {"tasks": {"one": {"componentRef": {"name": "comp-true"},
          "taskInfo": {"name": "one"}}}}}}}
      """;

  @TempDir Path folder;

  @Test
  void saysOfWhichRunTaskAndAttemptALineIsAndWhomItDoesNotTrust() throws Exception {
    SelfSigned shown = SelfSigned.make(folder.resolve("shown"), "CN=collector");
    Path others = SelfSigned.make(folder.resolve("other"), "CN=other").certificate();
    HttpsServer collector = serve(shown);
    String endpoint = "https://127.0.0.1:" + collector.getAddress().getPort();
    String settings =
        "{log: {format: json}, tracing: {endpoint: '%s'}, tls: {caFile: '%s'}}"
            .formatted(endpoint, others);
    String runId;
    try (var program = ProgramServer.start(folder, settings, Map.of("LOG_LEVEL", "debug"));
        var client = new ServerClient(program.address().toString())) {
      runId = runOnce(client);
      Marks.await(folder, () -> program.said().contains("sending traces"), "word of the traces");

      // Whoever is not trusted keeps nobody from working.
      assertThat(runOnce(client)).isNotEqualTo(runId);
      program.process().destroy();
      assertThat(program.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(program.process().exitValue()).as(program.said()).isZero();
      List<JsonObject> lines =
          program
              .said()
              .lines()
              .filter(line -> line.startsWith("{"))
              .map(ProgramLogTest::object)
              .toList();

      assertThat(lines)
          .filteredOn(line -> text(line, "run").equals(runId) && !text(line, "attempt").isEmpty())
          .extracting(line -> text(line, "message"))
          .containsExactly("launching one", "one succeeded");
      assertThat(lines)
          .filteredOn(line -> text(line, "run").equals(runId) && !text(line, "attempt").isEmpty())
          .allSatisfy(line -> {
            assertThat(text(line, "attempt")).isEqualTo("1");
            assertThat(text(line, "task")).isNotEmpty();
            assertThat(text(line, "level")).isEqualTo("DEBUG");
          });
      assertThat(lines)
          .extracting(line -> text(line, "message"))
          .filteredOn(message -> message.startsWith("sending traces"))
          .singleElement()
          .asString()
          .startsWith("sending traces to " + endpoint + "/v1/traces: ")
          .contains("certificate of CN=collector", "tls.caFile " + others);
    } finally {
      collector.stop(0);
    }
  }

  private static String runOnce(ServerClient client) throws Exception {
    String runId = client.create(RUN);
    assertThat(client.follow(runId)).isNotEmpty();
    assertThat(client.stateOf(runId)).isEqualTo("SUCCEEDED");
    return runId;
  }

  private static HttpsServer serve(SelfSigned shown) throws Exception {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown.context()));
    server.start();
    return server;
  }

  private static JsonObject object(String line) {
    return (JsonObject) JsonReader.read(line);
  }

  private static String text(JsonObject line, String name) {
    return line.members().get(name) instanceof JsonValue.JsonText(String value) ? value : "";
  }
}
