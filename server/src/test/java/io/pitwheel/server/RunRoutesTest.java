package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunRoutesTest {
  private static final String RUNS = "/apis/v2beta1/runs";
  private static final String KEY = "0b0e0d0c-0000-4000-8000-00000000000a";

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
  void answersARunInExactlyTheFieldsThatKfpsTestsCompare() {
    var created = server.post(RUNS, RunningServer.runBody("one", "{}"));

    String id = RunningServer.text(created.body(), "run_id");
    String experiment = RunningServer.text(created.body(), "experiment_id");
    String expected =
        """
        {"experiment_id":"%s","run_id":"%s","display_name":"one","storage_state":"AVAILABLE",\
        "pipeline_spec":%s,"service_account":"pipeline-runner",\
        "created_at":"2026-01-02T03:04:05Z","scheduled_at":"2026-01-02T03:04:05Z",\
        "finished_at":"1970-01-01T00:00:00Z","state":"PENDING",\
        "state_history":[{"update_time":"2026-01-02T03:04:05Z","state":"PENDING"}]}\
        """
            .formatted(experiment, id, "@");
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(
            created
                .body()
                .replaceAll("\"pipeline_spec\":.*,\"service", "\"pipeline_spec\":@,\"service"))
        .isEqualTo(expected);
    assertThat(created.body()).contains("\"defaultValue\":3", "\"schemaVersion\":\"2.1.0\"");
    assertThat(server.get(RUNS + "/" + id).body()).isEqualTo(created.body());
  }

  @Test
  void answersTheParametersThatWereGivenAndNoDefaults() {
    var created = server.post(RUNS, RunningServer.runBody("one", "{\"count\": 7}"));

    assertThat(created.body()).contains("\"runtime_config\":{\"parameters\":{\"count\":7}}");
    var kept =
        server.stores().runs().find(RunningServer.text(created.body(), "run_id")).orElseThrow();
    assertThat(kept.creation().parameters())
        .isEqualTo(Map.of("count", JsonValue.of(7), "mode", JsonValue.ofNull()));
  }

  @Test
  @Timeout(60)
  void tellsTheEngineOfARunAndOfItsTermination() throws InterruptedException {
    String id = server.createRun("one");
    assertThat(server.engine().takeCall()).isEqualTo("submit " + id);

    var terminated = terminate(id);

    assertThat(terminated.statusCode()).isEqualTo(200);
    assertThat(terminated.body()).isEqualTo("{}");
    assertThat(server.engine().takeCall()).isEqualTo("terminate " + id);
    assertThat(RunningServer.text(server.get(RUNS + "/" + id).body(), "state"))
        .isEqualTo("CANCELING");
    assertThat(terminate(id).statusCode()).isEqualTo(400);
  }

  @Test
  void answersTheSameRunToTheSameRequestAndRefusesAnotherOneOfThatId() {
    String body =
        RunningServer.runBody("one", "{}").replaceFirst("\\{", "{\"run_id\":\"" + KEY + "\",");

    var first = server.post(RUNS, body);
    var again = server.post(RUNS, body);
    var other = server.post(RUNS, body.replace("\"one\"", "\"two\""));

    assertThat(RunningServer.text(first.body(), "run_id")).isEqualTo(KEY);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(server.get(RUNS).body()).contains("\"total_size\":1");
  }

  @Test
  void runsTheNewestVersionOfAPipelineAndAnswersItsReference() {
    String pipelineId =
        RunningServer.text(
            server
                .upload(
                    "/apis/v2beta1/pipelines/upload?name=p", "p.yaml", Specifications.twoSteps())
                .body(),
            "pipeline_id");
    String versionId =
        RunningServer.text(
            server
                .upload(
                    "/apis/v2beta1/pipelines/upload_version?name=v2&pipelineid=" + pipelineId,
                    "p.yaml",
                    Specifications.twoSteps())
                .body(),
            "pipeline_version_id");

    var created =
        server.post(
            RUNS,
            "{\"display_name\":\"one\",\"pipelineVersionReference\":{\"pipeline_id\":\"%s\"}}"
                .formatted(pipelineId));

    assertThat(created.body())
        .contains(
            "\"pipeline_version_reference\":{\"pipeline_id\":\"%s\",\"pipeline_version_id\":\"%s\"}"
                .formatted(pipelineId, versionId))
        .doesNotContain("pipeline_spec");
    String id = RunningServer.text(created.body(), "run_id");
    assertThat(server.get(RUNS + "/" + id + "?view=FULL").body())
        .contains("\"pipeline_spec\":{")
        .doesNotContain("pipeline_version_reference");
  }

  @Test
  void readsOurOptionsAndGivesThoseOfOthersBack() {
    String options =
        "{\"plugins_input\":{\"mlflow\":{\"any\":1},\"pitwheel\":{\"disable_cache\":true,"
            + "\"kfpVersion\":\"2.17.0\",\"timeout\":\"1h30m\",\"slots\":2,"
            + "\"environment\":{\"SEED\":\"7\"}}},";

    String id =
        RunningServer.text(
            server
                .post(RUNS, RunningServer.runBody("one", "{}").replaceFirst("\\{", options))
                .body(),
            "run_id");

    for (String path : List.of(RUNS + "/" + id, RUNS)) {
      assertThat(server.get(path).body()).contains("\"plugins_input\":{\"mlflow\":{\"any\":1}}");
    }
    var read = server.stores().runs().find(id).orElseThrow().creation().options();
    assertThat(read.cacheDisabled()).isTrue();
    assertThat(read.sdkVersion()).isEqualTo("2.17.0");
    assertThat(read.slots()).isEqualTo(2);
    assertThat(read.environment()).isEqualTo(Map.of("SEED", "7"));
    assertThat(read.timeout()).hasMinutes(90);
  }

  @Test
  void listsRunsOfOneExperimentByNameAndPage() {
    String mine =
        RunningServer.text(
            server.post("/apis/v2beta1/experiments", "{\"display_name\":\"mine\"}").body(),
            "experiment_id");
    server.createRun("elsewhere");
    for (String name : List.of("a", "b", "c")) {
      server.post(
          RUNS,
          RunningServer.runBody(name, "{}")
              .replaceFirst("\\{", "{\"experiment_id\":\"" + mine + "\","));
    }

    var page = server.get(RUNS + "?page_size=2&sort_by=name&experiment_id=" + mine);
    String token = RunningServer.text(page.body(), "next_page_token");
    var rest = server.get(RUNS + "?page_size=2&page_token=" + token + "&experiment_id=" + mine);
    var found =
        server.get(
            RUNS
                + "?filter=%7B%22predicates%22%3A%5B%7B%22operation%22%3A%22EQUALS%22%2C"
                + "%22key%22%3A%22display_name%22%2C%22string_value%22%3A%22b%22%7D%5D%7D");

    assertThat(page.body()).contains("\"total_size\":3", "\"a\"", "\"b\"");
    assertThat(rest.body()).contains("\"c\"").doesNotContain("next_page_token", "elsewhere");
    assertThat(found.body()).contains("\"total_size\":1", "\"display_name\":\"b\"");
  }

  @Test
  void showsTasksInTheFullViewAndTheirNumberInTheOther() {
    String id = server.createRun("one");
    var steps = new RunSteps(server, id).begin().start("greet");
    steps.succeed(
        new TaskValues(
            Map.of("greeting", JsonValue.of("hello")),
            Map.of(
                "model",
                List.of(
                    new Artifact(KEY, "model", "/x", "system.Model", "0.0.1", JsonObject.EMPTY)))),
        "greet");

    assertThat(server.get(RUNS + "/" + id).body())
        .contains("\"state\":\"RUNNING\"", "\"task_count\":1")
        .doesNotContain("\"tasks\":[");
    String greet =
        """
        {"name":"greet","display_name":"Greet","task_id":"%s","run_id":"%s",\
        "create_time":"2026-01-02T03:04:07Z","end_time":"2026-01-02T03:04:08Z",\
        "state":"SUCCEEDED","state_history":[\
        {"update_time":"2026-01-02T03:04:07Z","state":"RUNNING"},\
        {"update_time":"2026-01-02T03:04:08Z","state":"SUCCEEDED"}],"type":"RUNTIME",\
        """
            .formatted(steps.taskId("greet"), id);
    String full = server.get(RUNS + "/" + id + "?view=FULL").body();
    assertThat(full)
        .contains(greet)
        .contains("\"name\":\"ROOT\"", "\"scope_path\":\"root.greet\"", "\"inputs\":{}")
        .contains("\"type\":\"Model\"", "\"run_details\":{\"task_details\":[");
    assertThat(server.get(RUNS + "/" + id + "/tasks/" + steps.taskId("greet")).body())
        .startsWith(greet);
    assertThat(server.get(RUNS + "/" + id + "/tasks?page_size=1").body())
        .contains("\"total_size\":2", "next_page_token");
  }

  /** Neither among its tasks nor in the details that the SDK reads. */
  @Test
  void inventsNoHistoryOfATaskThatWasSkipped() {
    String id = server.createRun("one");
    var steps = new RunSteps(server, id).begin().skip(SkipReason.UPSTREAM_SKIPPED, "greet");
    String skipped =
        "\"state\":\"SKIPPED\",\"state_history\":[{\"update_time\":\"2026-01-02T03:04:07Z\",\"state\":\"SKIPPED\"}]";

    assertThat(server.get(RUNS + "/" + id + "/tasks/" + steps.taskId("greet")).body())
        .contains(skipped);
    assertThat(server.get(RUNS + "/" + id).body())
        .contains(
            "\"state_history\":[{\"update_time\":\"2026-01-02T03:04:07Z\",\"state\":\"SKIPPED\"}]");
  }

  @Test
  void showsNoTaskBeforeTheRunHasBegun() {
    String id = server.createRun("one");

    assertThat(server.get(RUNS + "/" + id + "/tasks").body()).isEqualTo("{}");
    assertThat(server.get(RUNS + "/" + id + "?view=FULL").body()).doesNotContain("\"tasks\":[");
  }

  @Test
  void tellsWhyARunFailedOnceItHasEnded() {
    String id = server.createRun("one");
    new RunSteps(server, id)
        .begin()
        .endEarly(new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", ""));

    assertThat(server.get(RUNS + "/" + id).body())
        .contains(
            "\"state\":\"FAILED\",\"error\":{\"code\":1,\"message\":\"the run was terminated\"}");
  }

  @Test
  void retriesAFailedRunAndNoOther() throws Exception {
    String id = server.createRun("one");
    assertThat(server.engine().takeCall()).isEqualTo("submit " + id);
    new RunSteps(server, id).begin().endEarly(new TaskFailure(ErrorCode.UNKNOWN, "broken", ""));

    assertThat(act(id, "retry").statusCode()).isEqualTo(200);

    assertThat(server.engine().takeCall()).isEqualTo("retry " + id);
    assertThat(RunningServer.text(server.get(RUNS + "/" + id).body(), "state"))
        .isEqualTo("PENDING");
    var again = act(id, "retry");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("it is PENDING (expected: FAILED)");
    assertThat(act("00000000-0000-0000-0000-000000000000", "retry").statusCode()).isEqualTo(404);
  }

  private java.net.http.HttpResponse<String> terminate(String id) {
    return act(id, "terminate");
  }

  private java.net.http.HttpResponse<String> act(String id, String verb) {
    return server.send(
        HttpRequest.newBuilder(server.uri(RUNS + "/" + id + ":" + verb))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.noBody()));
  }
}
