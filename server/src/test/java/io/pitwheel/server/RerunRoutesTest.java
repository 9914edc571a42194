package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerunRoutesTest {
  private static final String RUNS = "/apis/v2beta1/runs/";

  @TempDir Path folder;
  private RunningServer server;
  private String runId = "";

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    var answer =
        server.post(
            "/apis/v2beta1/runs",
            RunningServer.runBody("one", "{\"count\": 4}")
                .replaceFirst(
                    "\\{",
                    "{\"plugins_input\": {\"pitwheel\": {\"timeout\": \"1h30m\"},"
                        + " \"mlflow\": {\"name\": \"of mine\"}},"));
    runId = RunningServer.text(answer.body(), "run_id");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void end(String id, int greeting) {
    new RunSteps(server, id)
        .begin()
        .start("greet")
        .succeed(new TaskValues(Map.of("greeting", JsonValue.of(greeting)), Map.of()), "greet")
        .skip(SkipReason.CONDITION_FALSE, "branch");
  }

  private HttpResponse<String> ask(String verb, String body) {
    return server.post(RUNS + runId + ":" + verb, body);
  }

  private static String pathIn(HttpResponse<String> answer, String... keys) {
    JsonValue value = JsonReader.read(answer.body());
    for (String key : keys) {
      value =
          switch (value) {
            case JsonObject object -> object.members().getOrDefault(key, JsonValue.ofNull());
            case JsonList list -> list.values().get(Integer.parseInt(key));
            default -> JsonValue.ofNull();
          };
    }
    return JsonWriter.text(value);
  }

  @Test
  void foretellsWhatWouldRun() {
    end(runId, 1);

    var answer = ask("previewRerun", "{\"from\": \"branch\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(pathIn(answer, "pipeline_name")).isEqualTo("two-steps");
    assertThat(pathIn(answer, "tasks", "0", "path")).isEqualTo("branch/inner");
    assertThat(pathIn(answer, "tasks", "0", "reason"))
        .isEqualTo("the run starts again from branch; a condition decides then whether it runs");
    assertThat(pathIn(answer, "tasks", "2", "path")).isEqualTo("greet");
    assertThat(pathIn(answer, "tasks", "2", "verdict")).isEqualTo("AGAIN");
    assertThat(pathIn(answer, "tasks", "2", "reason"))
        .isEqualTo("input parameter count differs: 4 now, none then in run " + runId);
    assertThat(pathIn(answer, "again_count")).isEqualTo("1");
    assertThat(pathIn(answer, "open_count")).isEqualTo("2");
    assertThat(server.get("/apis/v2beta1/runs").body()).contains("\"total_size\":1");
  }

  @Test
  void makesARunThatSaysWhatItRepeats() throws InterruptedException {
    end(runId, 1);
    assertThat(server.engine().takeCall()).isEqualTo("submit " + runId);

    var answer = ask("rerun", "{\"from\": \"greet\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(pathIn(answer, "display_name")).isEqualTo("rerun of one");
    assertThat(pathIn(answer, "runtime_config", "parameters", "count")).isEqualTo("4");
    assertThat(pathIn(answer, "plugins_output", "pitwheel", "entries", "rerun_of", "value"))
        .isEqualTo(runId);
    assertThat(pathIn(answer, "plugins_output", "pitwheel", "entries", "rerun_from", "value"))
        .isEqualTo("greet");
    assertThat(pathIn(answer, "plugins_input", "mlflow", "name")).isEqualTo("of mine");
    String madeId = pathIn(answer, "run_id");
    assertThat(server.engine().takeCall()).isEqualTo("submit " + madeId);
    assertThat(server.stores().runs().find(madeId).orElseThrow().creation().options().timeout())
        .hasMinutes(90);
  }

  @Test
  void takesWhatIsGivenInsteadOfWhatWas() {
    end(runId, 1);

    var answer =
        ask(
            "rerun",
            """
            {"from": "greet", "options": {"slots": 2, "environment": {"A": "1"}},
             "run": {"display_name": "other", "run_id": "mine", "pipeline_spec": %s,
                     "runtime_config": {"parameters": {"mode": "fast"}}}}
            """
                .formatted(Specifications.twoStepsJson()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(pathIn(answer, "run_id")).isEqualTo("mine");
    assertThat(pathIn(answer, "display_name")).isEqualTo("other");
    assertThat(pathIn(answer, "runtime_config", "parameters", "mode")).isEqualTo("fast");
    assertThat(pathIn(answer, "runtime_config", "parameters", "count")).isEqualTo("4");
    var options = server.stores().runs().find("mine").orElseThrow().creation().options();
    assertThat(options.slots()).isEqualTo(2);
    assertThat(options.environment()).containsEntry("A", "1");
    assertThat(options.timeout()).hasMinutes(90);
  }

  @Test
  void refusesAScheduleAndAnotherRunInTheBody() {
    end(runId, 1);

    for (String verb : List.of("rerun", "previewRerun")) {
      var scheduled = ask(verb, "{\"from\": \"greet\", \"run\": {\"recurring_run_id\": \"r\"}}");
      assertThat(scheduled.statusCode()).isEqualTo(400);
      assertThat(scheduled.body()).contains("reading run.recurring_run_id: r (expected: none");
      var other = ask(verb, "{\"from\": \"greet\", \"run_id\": \"other\"}");
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("reading run_id: other in the body, " + runId);
    }
    assertThat(ask("previewRerun", "{\"from\": \"greet\", \"run_id\": \"%s\"}".formatted(runId)))
        .returns(200, HttpResponse::statusCode);
  }

  @Test
  void isRepeatableByAnId() {
    end(runId, 1);
    String body = "{\"from\": \"greet\", \"run\": {\"run_id\": \"mine\"}}";

    var first = ask("rerun", body);
    var again = ask("rerun", body);
    var another = ask("rerun", body.replace("greet", "branch"));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(another.statusCode()).isEqualTo(409);
  }

  @Test
  void refusesWhatCannotBeRepeated() {
    var goesOn = ask("rerun", "{\"from\": \"greet\"}");
    end(runId, 1);

    assertThat(goesOn.statusCode()).isEqualTo(400);
    assertThat(goesOn.body()).contains("it is PENDING (expected: a run that has ended)");
    for (String verb : List.of("rerun", "previewRerun")) {
      assertThat(server.post(RUNS + "none:" + verb, "{\"from\": \"greet\"}").statusCode())
          .isEqualTo(404);
      assertRefused(ask(verb, "{\"from\": \"gret\"}"), "no task gret (expected: one of greet");
      assertRefused(ask(verb, "{}"), "expected: keys joined by slashes");
      assertRefused(ask(verb, "{\"from\": \"greet[0]\"}"), "expected: at most 0");
      assertRefused(ask(verb, "{\"from\": \"a[\"}"), "expected: keys joined by slashes");
      assertRefused(
          ask(
              verb,
              "{\"from\": \"greet\", \"run\": {\"runtime_config\": {\"parameters\": {\"x\": 1}}}}"),
          "unknown name");
      assertRefused(ask(verb, "{\"from\": \"greet\", \"no\": 1}"), "no");
    }
  }

  @Test
  void keepsALargeParameter() {
    String text = "m".repeat(200_000);
    var first =
        server.post(
            "/apis/v2beta1/runs",
            RunningServer.runBody("large", "{\"mode\": \"%s\"}".formatted(text)));
    runId = RunningServer.text(first.body(), "run_id");
    end(runId, 1);

    var foretold = ask("previewRerun", "{\"from\": \"greet\"}");
    var answer = ask("rerun", "{\"from\": \"greet\"}");

    assertThat(foretold.statusCode()).as(foretold.body()).isEqualTo(200);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String madeId = pathIn(answer, "run_id");
    assertThat(pathIn(answer, "runtime_config", "parameters", "mode", "uri")).contains(madeId);
    assertThat(pathIn(answer, "runtime_config", "parameters", "mode", "sha256"))
        .isEqualTo(pathIn(first(), "runtime_config", "parameters", "mode", "sha256"));
  }

  private HttpResponse<String> first() {
    return server.get(RUNS + runId);
  }

  @Test
  void cutsALongNameBetweenCharacters() {
    String name = "x".repeat(504) + "\uD83D\uDE00";
    runId = server.createRun(name + "yyyy");
    end(runId, 1);

    var answer = ask("rerun", "{\"from\": \"greet\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(pathIn(answer, "display_name")).isEqualTo("rerun of " + "x".repeat(503));
  }

  @Test
  void refusesAnIterationThatTheLoopDidNotHave() {
    new RunSteps(server, runId)
        .begin()
        .start("greet")
        .succeed(TaskValues.NONE, "greet")
        .start("branch")
        .start("branch/loop")
        .start("branch/loop/each", 1)
        .endEarly(new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", ""));

    for (String verb : List.of("previewRerun", "rerun")) {
      assertThat(ask(verb, "{\"from\": \"branch/loop/each[0]\"}").statusCode()).isEqualTo(200);
      assertThat(ask(verb, "{\"from\": \"branch/loop[1]\"}").statusCode()).isEqualTo(200);
      for (String place : List.of("branch/loop/each[2]", "branch/loop[9]")) {
        assertRefused(
            ask(verb, "{\"from\": \"%s\"}".formatted(place)),
            place + ", but branch/loop had 2 iterations");
      }
    }
  }

  @Test
  void refusesIterationsOfALoopThatWasNotReached() {
    end(runId, 1);

    assertRefused(ask("rerun", "{\"from\": \"branch/loop[0]\"}"), "had no iterations");
  }

  @Test
  void refusesAPathOfAnyLength() {
    end(runId, 1);
    String path = "a/".repeat(100_000) + "a";

    for (String verb : List.of("rerun", "previewRerun")) {
      assertThat(ask(verb, "{\"from\": \"%s\"}".formatted(path)).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void refusesACreationThatRepeatsNothing() {
    String options = "{\"plugins_input\": {\"pitwheel\": {\"rerun\": %s}},";
    for (String rerun :
        List.of("{}", "{\"run_id\": \"none\", \"from\": \"greet\"}", "{\"run_id\": \"none\"}")) {
      var answer =
          server.post(
              "/apis/v2beta1/runs",
              RunningServer.runBody("two", "{}").replaceFirst("\\{", options.formatted(rerun)));
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    }
  }

  private static void assertRefused(HttpResponse<String> answer, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void comparesRuns() {
    end(runId, 1);
    String otherId = server.createRun("two");
    end(otherId, 2);

    var answer = server.get(RUNS + runId + ":compare?other_run_id=" + otherId);
    var same = server.get(RUNS + runId + ":compare?other_run_id=" + runId);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "{\"name\":\"name\",\"first\":\"one\",\"second\":\"two\"}",
            "{\"name\":\"options.timeout\",\"first\":\"1h30m\"}",
            "{\"name\":\"count\",\"first\":4,\"second\":3}",
            "{\"name\":\"outputs.parameters.greeting\",\"first\":1,\"second\":2}");
    assertThat(answer.body()).doesNotContain("definitions");
    assertThat(same.body()).isEqualTo("{}");
    assertThat(server.get(RUNS + runId + ":compare?other_run_id=none").statusCode()).isEqualTo(404);
  }

  @Test
  void comparesPipelines() {
    String changed =
        Specifications.twoStepsJson()
            .replace("echo hello", "echo hi")
            .replace("\"inner\"", "\"other\"");
    var made =
        server.post(
            "/apis/v2beta1/runs",
            "{\"display_name\": \"one\", \"pipeline_spec\": %s}".formatted(changed));

    var answer =
        server.get(
            RUNS + runId + ":compare?other_run_id=" + RunningServer.text(made.body(), "run_id"));

    assertThat(answer.body())
        .contains(
            "{\"path\":\"branch/inner\",\"change\":\"removed\"}",
            "{\"path\":\"branch/other\",\"change\":\"added\"}",
            "{\"path\":\"greet\",\"change\":\"changed\",\"detail\":\"word 3 of the command: ");
  }
}
