package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskFailure;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultRouteTest {
  private static final String ARTIFACT = "0b0e0d0c-0000-4000-8000-00000000000b";

  @TempDir Path folder;
  private RunningServer server;
  private String runId = "";

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    runId = server.createRun("one");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysEveryKeyOfARunWhoseBranchWasNotTaken() {
    new RunSteps(server, runId)
        .begin()
        .start("greet")
        .succeed(
            new TaskValues(
                Map.of("greeting", JsonValue.of(3)),
                Map.of(
                    "model",
                    List.of(
                        new Artifact(
                            ARTIFACT, "model", "/m", "system.Model", "0.0.1", JsonObject.EMPTY)))),
            "greet")
        .skip(SkipReason.CONDITION_FALSE, "branch");

    var answer = server.get("/apis/v2beta1/runs/" + runId + "/result");

    String expected =
        """
        {"run_id":"%s","state":"SUCCEEDED","outputs":{"parameters":{},"artifacts":{}},"error":null,
         "tasks":[
          {"path":"branch","iteration":[],"state":"SKIPPED","cached":false,"attempt":0,
           "reason":"CONDITION_FALSE","inputs":{"parameters":{},"artifacts":{}},
           "outputs":{"parameters":{},"artifacts":{}},"error":null},
          {"path":"branch/inner","iteration":[],"state":"SKIPPED","cached":false,"attempt":0,
           "reason":"UPSTREAM_SKIPPED","inputs":{"parameters":{},"artifacts":{}},
           "outputs":{"parameters":{},"artifacts":{}},"error":null},
          {"path":"branch/loop","iteration":[],"state":"SKIPPED","cached":false,"attempt":0,
           "reason":"UPSTREAM_SKIPPED","inputs":{"parameters":{},"artifacts":{}},
           "outputs":{"parameters":{},"artifacts":{}},"error":null},
          {"path":"greet","iteration":[],"state":"SUCCEEDED","cached":false,"attempt":1,
           "reason":null,"inputs":{"parameters":{},"artifacts":{}},
           "outputs":{"parameters":{"greeting":3},"artifacts":{"model":[
             {"artifact_id":"%s","uri":"/m","type":"system.Model","metadata":{}}]}},
           "error":null}]}
        """
            .formatted(runId, ARTIFACT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JsonReader.read(answer.body())).isEqualTo(JsonReader.read(expected));
  }

  @Test
  void saysOfARunThatFailedWhatWasNeverReachedAndWhy() {
    var failure = new TaskFailure(ErrorCode.UNKNOWN, "exit code 1", "root.dag.tasks.greet");
    new RunSteps(server, runId)
        .begin()
        .start("greet")
        .fail(failure, "greet")
        .skip(SkipReason.UPSTREAM_FAILED, "branch");

    assertThat(rows())
        .containsExactly(
            "branch [] SKIPPED UPSTREAM_FAILED",
            "branch/inner [] SKIPPED UPSTREAM_FAILED",
            "branch/loop [] SKIPPED UPSTREAM_FAILED",
            "greet [] FAILED null");
    assertThat(server.get("/apis/v2beta1/runs/" + runId + "/result").body())
        .contains(
            "{\"code\":\"UNKNOWN\",\"message\":\"exit code 1\",\"path\":\"root.dag.tasks.greet\"}");
  }

  @Test
  void saysOfATerminatedRunInEachIterationWhatWasNeverReached() {
    new RunSteps(server, runId)
        .begin()
        .start("branch")
        .start("branch/loop")
        .start("branch/loop/each", 1)
        .succeed(TaskValues.NONE, "branch/loop/each", 1)
        .endEarly(new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", ""));

    assertThat(rows())
        .containsExactly(
            "branch [] FAILED null",
            "branch/inner [] SKIPPED CANCELLED",
            "branch/loop [] FAILED null",
            "branch/loop/each [0] SKIPPED CANCELLED",
            "branch/loop/each [1] SUCCEEDED null",
            "greet [] SKIPPED CANCELLED");
  }

  @Test
  void saysOnlyWhatIsKnownWhileTheRunGoesOn() {
    new RunSteps(server, runId).begin().start("greet");

    assertThat(rows()).containsExactly("greet [] RUNNING null");
  }

  private List<String> rows() {
    var document =
        (JsonObject) JsonReader.read(server.get("/apis/v2beta1/runs/" + runId + "/result").body());
    return ((JsonList) document.members().get("tasks"))
        .values().stream()
            .map(row -> ((JsonObject) row).members())
            .map(ResultRouteTest::row)
            .toList();
  }

  private static String row(Map<String, JsonValue> row) {
    return "%s %s %s %s"
        .formatted(
            JsonWriter.text(row.get("path")),
            JsonWriter.write(row.get("iteration")),
            JsonWriter.text(row.get("state")),
            JsonWriter.write(row.get("reason")).replace("\"", ""));
  }
}
