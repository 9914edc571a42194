package io.pitwheel.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every field of what is told of tasks and artifacts of a run that is there, with everything that
 * may be wrong about it: refused as the caller's fault, nothing written.
 */
class TaskFieldsTest {
  private static final List<String> BAD =
      List.of(
          "null",
          "\"\"",
          "\"'; drop table tasks; --\"",
          "\"" + "x".repeat(3_000) + "\"",
          "-1",
          "77",
          "2000000",
          "9223372036854775808",
          "1e400",
          "true",
          "[]",
          "[[1]]",
          "{}",
          "{\"unknown\":1}",
          "\"NO_SUCH_NAME\"");

  @TempDir Path folder;
  private RunningServer server;
  private String runId = "";
  private String otherRunId = "";
  private String rootId = "";
  private String otherRootId = "";

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    runId = held("one");
    otherRunId = held("other");
    rootId = root(runId);
    otherRootId = root(otherRunId);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String held(String name) {
    return RunningServer.text(
        server
            .post(
                "/apis/v2beta1/runs",
                """
                {"display_name": "%s", "pipeline_spec": %s,
                 "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
                """
                    .formatted(name, Specifications.twoStepsJson()))
            .body(),
        "run_id");
  }

  private String root(String run) {
    return RunningServer.text(
        server.post("/apis/v2beta1/runs/" + run + "/tasks", "{\"name\":\"ROOT\"}").body(),
        "task_id");
  }

  private String firstKey() {
    return Specifications.twoStepsGraph().nodes().stream()
        .filter(node -> !node.isDag() && node.parentIndex() == 0)
        .findFirst()
        .orElseThrow()
        .path()
        .dotted();
  }

  private String task() {
    return """
    {"name": "", "display_name": "shown", "task_id": "", "run_id": "%s", "pods": [],
     "cache_fingerprint": "ab", "create_time": "2026-01-01T00:00:00Z", "end_time": "2026-01-01T00:00:00Z",
     "state": "RUNNING", "status_metadata": {"message": "m", "custom_properties": {}}, "type": "RUNTIME",
     "type_attributes": {"iteration_index": "0", "iteration_count": "1"}, "parent_task_id": "%s",
     "inputs": {"parameters": [], "artifacts": []}, "outputs": {"parameters": [], "artifacts": []},
     "scope_path": "%s"}
    """
        .formatted(runId, rootId, firstKey());
  }

  @Test
  void refusesEachWrongFieldOfANewTask() {
    for (String body : spoilt(task())) {
      assertFault("/apis/v2beta1/runs/" + runId + "/tasks", body);
    }
    for (String parent : List.of("none", otherRootId, "x".repeat(5_000))) {
      assertRefused(
          "/apis/v2beta1/runs/" + runId + "/tasks",
          "{\"scope_path\":\"%s\",\"parent_task_id\":\"%s\"}".formatted(firstKey(), parent),
          400);
    }
    assertRefused(
        "/apis/v2beta1/runs/" + runId + "/tasks",
        "{\"scope_path\":\"root.none\",\"run_id\":\"%s\"}".formatted(otherRunId),
        400);
  }

  @Test
  void refusesEachWrongFieldOfAnArtifact() {
    String taskId = created();
    String artifact =
        """
        {"artifact": {"artifact_id": "", "name": "n", "description": "d", "type": "Model", "uri": "u",
                      "metadata": {}, "number_value": 1, "namespace": "n"},
         "run_id": "%s", "task_id": "%s", "producer_key": "k", "iteration_index": "0", "reuse_if_exists": false}
        """
            .formatted(runId, taskId);
    for (String body : spoilt(artifact)) {
      assertFault("/apis/v2beta1/artifacts", body);
      assertFault("/apis/v2beta1/artifacts:batchCreate", "{\"artifacts\":[" + body + "]}");
    }
    assertRefused("/apis/v2beta1/artifacts", artifact.replace(taskId, otherRootId), 404);
    assertRefused("/apis/v2beta1/artifacts", artifact.replace(taskId, rootId), 400);
  }

  @Test
  void refusesEachWrongFieldOfALink() {
    String taskId = created();
    String link =
        """
        {"id": "", "artifact_id": "none", "run_id": "%s", "task_id": "%s", "type": "COMPONENT_INPUT",
         "producer": {"task_name": "p", "iteration": "0"}, "key": "k"}
        """
            .formatted(runId, taskId);
    for (String body : spoilt(link)) {
      assertFault("/apis/v2beta1/artifact_tasks", "{\"artifact_task\":" + body + "}");
      assertFault(
          "/apis/v2beta1/artifact_tasks:batchCreate", "{\"artifact_tasks\":[" + body + "]}");
    }
    assertRefused("/apis/v2beta1/artifact_tasks", "{\"artifact_task\":" + link + "}", 404);
  }

  @Test
  void refusesEachWrongFieldOfAnUpdate() {
    String taskId = created();
    String path = "/apis/v2beta1/runs/" + runId + "/tasks/" + taskId;
    for (String body : spoilt(task())) {
      String before = tasks();
      HttpResponse<String> answer = server.patch(path, body);
      assertThat(answer.statusCode()).as(body).isLessThan(500);
      if (answer.statusCode() != 200) {
        assertThat(tasks()).as(body).isEqualTo(before);
      }
    }
    String before = tasks();
    for (String parameter :
        List.of(
            "{\"parameter_key\":\"\",\"value\":1}",
            "{\"parameter_key\":\"" + "k".repeat(300) + "\",\"value\":1}",
            "{\"parameter_key\":\"k\",\"type\":99}",
            "{\"parameter_key\":\"k\",\"producer\":{\"iteration\":\"-1\"}}")) {
      HttpResponse<String> answer =
          server.patch(path, "{\"outputs\":{\"parameters\":[%s]}}".formatted(parameter));
      assertThat(answer.statusCode()).as(parameter.substring(0, 20)).isEqualTo(400);
    }
    assertThat(tasks()).isEqualTo(before);
  }

  private String created() {
    return RunningServer.text(
        server
            .post(
                "/apis/v2beta1/runs/" + runId + "/tasks",
                "{\"scope_path\":\"%s\"}".formatted(firstKey()))
            .body(),
        "task_id");
  }

  private String tasks() {
    return server.get("/apis/v2beta1/runs/" + runId + "?view=FULL").body();
  }

  private void assertFault(String path, String body) {
    String before = tasks();

    HttpResponse<String> answer = server.post(path, body);

    assertThat(answer.statusCode()).as("%s %s: %s", path, body, answer.body()).isLessThan(500);
    if (answer.statusCode() != 200) {
      assertThat(tasks()).as(body).isEqualTo(before);
    }
  }

  private void assertRefused(String path, String body, int status) {
    assertFault(path, body);

    assertThat(server.post(path, body).statusCode()).as(body).isEqualTo(status);
  }

  /** The body with each field, to two levels, left out and replaced by each bad value. */
  private static List<String> spoilt(String body) {
    var bodies = new java.util.ArrayList<String>();
    var whole = (JsonObject) JsonReader.read(body);
    whole
        .members()
        .forEach((key, value) -> {
          bodies.add(with(whole, key, "null"));
          BAD.forEach(bad -> bodies.add(with(whole, key, bad)));
          if (value instanceof JsonObject inner) {
            inner
                .members()
                .keySet()
                .forEach(name ->
                    BAD.forEach(bad -> bodies.add(with(whole, key, with(inner, name, bad)))));
          }
        });
    return bodies;
  }

  /** Texts, since some bad values are nothing that a JSON value of ours can be. */
  private static String with(JsonObject whole, String key, String bad) {
    var members = new LinkedHashMap<String, String>();
    whole.members().forEach((name, value) -> members.put(name, JsonWriter.write(value)));
    members.put(key, bad);
    var text = new StringBuilder();
    members.forEach((name, value) ->
        text.append(text.isEmpty() ? "{" : ",")
            .append(JsonWriter.write(JsonValue.of(name)))
            .append(":")
            .append(value));
    return text.append("}").toString();
  }
}
