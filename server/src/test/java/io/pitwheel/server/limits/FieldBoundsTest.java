package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One more than a field, a list or a page may hold. */
class FieldBoundsTest {
  private static final String APIS = "/apis/v2beta1/";

  @TempDir static Path folder;
  private static RunningServer server;
  private static String runId = "";
  private static String pipelineId = "";

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    runId =
        RunningServer.text(
            server
                .post(
                    APIS + "runs",
                    """
                    {"display_name": "held", "pipeline_spec": %s,
                     "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
                    """
                        .formatted(Specifications.twoStepsJson()))
                .body(),
            "run_id");
    pipelineId =
        RunningServer.text(
            server.post(APIS + "pipelines", "{\"name\":\"bounded\"}").body(), "pipeline_id");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          experiments | {"display_name":"@"}            | 129  | 1 to 128 characters
          pipelines   | {"name":"@"}                    | 129  | 1 to 128 characters
          pipelines/PIPELINE/versions | {"display_name":"@","pipeline_spec":SPEC} | 128 | 1 to 127 characters
          runs        | {"display_name":"@","pipeline_spec":SPEC} | 513 | 1 to 512 characters
          runs        | {"display_name":"a","service_account":"@","pipeline_spec":SPEC} | 254 | 1 to 253 characters
          runs        | {"display_name":"a","runtime_config":{"pipeline_root":"/@"},"pipeline_spec":SPEC} | 2048 | at most 2048 characters
          runs        | {"display_name":"a","run_id":"@","pipeline_spec":SPEC} | 37 | run.run_id
          runs        | {"display_name":"a","runtime_config":{"parameters":{"count":"@"}},"pipeline_spec":SPEC} | 33554433 | run.runtime_config.parameters.count: 33554433 bytes (expected: at most 33554432
          runs        | {"display_name":"a","plugins_input":{"mlflow":{"k":"@"}},"pipeline_spec":SPEC} | 65530 | run.plugins_input: 65549 bytes as JSON, of mlflow (expected: at most 65536)
          runs/RUN/tasks | {"name":"ROOT","display_name":"@"} | 513 | 1 to 512 characters
          runs/RUN/tasks | {"name":"ROOT","cache_fingerprint":"@"} | 65 | 1 to 64 characters
          runs/RUN/tasks | {"name":"ROOT","pods":[{"name":"@","type":"DRIVER"}]} | 256 | 1 to 255 characters
          runs/RUN/tasks | {"name":"ROOT","type_attributes":{"iteration_count":"1000001"}} | 1 | 0 to 1000000
          artifacts   | {"run_id":"RUN","task_id":"t","producer_key":"k","artifact":{"name":"n","type":"Model","uri":"u","metadata":{"k":"@"}}} | 1048575 | at most 1048576
          artifacts   | {"run_id":"RUN","task_id":"t","producer_key":"@","artifact":{"name":"n","type":"Model","uri":"u"}} | 256 | 1 to 255 characters
          artifacts   | {"run_id":"RUN","task_id":"t","producer_key":"k","artifact":{"name":"n","type":"Model","uri":"@"}} | 2049 | 1 to 2048 characters
          workflows   | "@"                             | 16777217 | at most 16777216
          """)
  void refusesALongerText(String path, String body, int length, String told) {
    HttpResponse<String> answer =
        server.post(
            APIS + path.replace("RUN", runId).replace("PIPELINE", pipelineId),
            body.replace("@", "x".repeat(length))
                .replace("RUN\"", runId + "\"")
                .replace("SPEC", Specifications.twoStepsJson()));

    assertRefused(answer, told);
  }

  @Test
  void refusesLongerLists() {
    String tasks = "runs/" + runId + "/tasks";

    assertRefused(
        server.post(
            APIS + tasks,
            "{\"name\":\"ROOT\",\"pods\":[%s]}".formatted(many(1_001, "{\"name\":\"a\"}"))),
        "1001 pods (expected: at most 1000)");
    assertRefused(
        server.post(
            APIS + "artifacts:batchCreate", "{\"artifacts\":[%s]}".formatted(many(10_001, "{}"))),
        "1 to 10000");
    assertRefused(
        server.get(APIS + "artifact_tasks?" + many(1_001, "task_ids=a").replace(',', '&')),
        "1001 ids (expected: at most 1000)");
  }

  @Test
  void refusesMoreParametersOfARun() {
    String parameters =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj("\"p%d\":1"::formatted)
            .collect(Collectors.joining(","));

    assertRefused(
        server.post(APIS + "runs", RunningServer.runBody("many", "{" + parameters + "}")),
        "run.runtime_config.parameters: 10001 parameters (expected: at most 10000)");
  }

  @Test
  void refusesALongerNumber() {
    assertRefused(
        server.get(APIS + "experiments?page_size=" + "0".repeat(64) + "1"),
        "a 32-bit integer of at most 64 characters");
  }

  private static String many(int count, String item) {
    return IntStream.range(0, count).mapToObj(_ -> item).collect(Collectors.joining(","));
  }

  @Test
  void cutsPagesToTheirBound() {
    for (int i = 0; i <= 200; i++) {
      server.post(APIS + "experiments", "{\"display_name\":\"e%d\"}".formatted(i));
    }
    for (int i = 0; i <= 100; i++) {
      server.createRun("r" + i);
    }

    assertThat(rows("experiments?page_size=2147483647", "created_at")).isEqualTo(200);
    assertThat(rows("runs?page_size=200&view=FULL", "scheduled_at")).isEqualTo(100);
  }

  private static int rows(String path, String fieldOfEach) {
    String body = server.get(APIS + path).body();
    assertThat(RunningServer.text(body, "next_page_token")).isNotEmpty();
    return body.split("\"" + fieldOfEach + "\":", -1).length - 1;
  }

  private static void assertRefused(HttpResponse<String> answer, String told) {
    assertThat(answer.body()).startsWith("{\"code\":3,").contains(told);
    assertThat(answer.statusCode()).isEqualTo(400);
  }
}
