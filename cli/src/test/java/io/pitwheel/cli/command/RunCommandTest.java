package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import io.pitwheel.cli.surroundings.InterruptionsDriver;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunCommandTest {
  private static final String DESCRIPTION =
      """
      {"pipeline_name": "penguins", "warnings": ["root: no outputs"],
       "parameters": [{"name": "epochs", "type": "NUMBER_INTEGER"}],
       "tasks": [{"path": "train"}],
       "pipeline_spec": {"schemaVersion": "2.1.0"}}
      """;
  private static final String RESULT =
      """
      {"run_id":"R","state":"%s","outputs":{"parameters":{},"artifacts":{}},"error":null,
      "tasks":[{"path":"train","iteration":[],"state":"%1$s","attempt":1,"reason":null,
      "outputs":{"parameters":{"accuracy":3},"artifacts":{}},"error":%s}]}
      """;
  private static final String STARTED =
      """
      event: task.state
      id: 1
      data: {"at":"2026-11-22T12:00:11Z","task_id":"t1","path":"train","iteration":[],\
      "state":"RUNNING","attempt":1,"type":"RUNTIME"}

      """;
  private static final String ENDED =
      """
      event: task.state
      id: 2
      data: {"at":"2026-11-22T12:00:12Z","task_id":"t1","path":"train","iteration":[],\
      "state":"%s","attempt":1,"type":"RUNTIME","message":"exit code 1"}

      event: run.state
      id: 3
      data: {"at":"2026-11-22T12:00:12Z","state":"%1$s"}

      """;

  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private CommandLineFixture program;
  private Path file;

  @BeforeEach
  void prepare() {
    program = new CommandLineFixture(server, folder);
    file = program.file("penguins.yaml", "pipelineInfo: …");
    server.answer("POST pipelines:describe", 200, DESCRIPTION);
    server.answer("POST runs", 200, "{\"run_id\": \"R\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsWhatTheUserAskedFor() {
    answerRun("SUCCEEDED");
    server.answer("GET experiments", 200, "{\"experiments\": [{\"experiment_id\": \"E\"}]}");
    program.environment(Map.of("SEED", "7", "PITWHEEL_KFP_VERSION", "2.17.0"));

    int exitCode =
        program.ask(
            "run",
            file.toString(),
            "-p",
            "epochs=3",
            "--name",
            "mine",
            "--experiment",
            "birds",
            "--no-cache",
            "--pipeline-root",
            "/root",
            "--timeout",
            "1h30m",
            "--runner",
            "process",
            "--slots",
            "4",
            "--env",
            "SEED",
            "--env",
            "MODE=a=b");

    assertThat(exitCode).isZero();
    JsonObject run = JsonParser.parseString(server.bodyOf("POST runs")).getAsJsonObject();
    assertThat(run.get("run_id").getAsString()).hasSize(36);
    run.remove("run_id");
    assertThat(run)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"display_name": "mine", "experiment_id": "E",
                 "pipeline_spec": {"schemaVersion": "2.1.0"},
                 "runtime_config": {"parameters": {"epochs": 3.0}, "pipeline_root": "/root"},
                 "plugins_input": {"pitwheel": {
                   "disable_cache": true, "runner": "process", "slots": 4.0,
                   "environment": {"MODE": "a=b", "SEED": "7"},
                   "kfp_version": "2.17.0", "timeout": "1h30m"}}}
                """));
  }

  @Test
  void printsExactlyTheDocumentOfTheServerForScripts() {
    answerRun("SUCCEEDED");

    int exitCode = program.ask("run", file.toString(), "--output", "json");

    assertThat(exitCode).isZero();
    assertThat(program.output().strip()).isEqualTo(RESULT.formatted("SUCCEEDED", "null").strip());
    assertThat(program.errors())
        .isEqualTo(
            """
            warning: root: no outputs
               0.0s  RUNNING    train
               0.0s  SUCCEEDED  train
            """);
  }

  @Test
  void printsATableForPeople() {
    answerRun("SUCCEEDED");

    program.ask("run", file.toString());

    assertThat(program.output())
        .startsWith(
            """
            TASK   STATE      TIME  OUTPUTS
            train  SUCCEEDED  1.0s  accuracy=3
            """);
  }

  @Test
  void endsWithOneAndTheEndOfTheLogWhenTheRunFailed() {
    answerRun("FAILED");
    server.answer("GET runs/R/tasks/t1/logs", 200, "Traceback\nValueError: no penguins\n");

    String data = folder + "/my data";
    int exitCode = program.ask("run", file.toString(), "--data", data);

    assertThat(exitCode).isEqualTo(1);
    assertThat(program.output())
        .containsOnlyOnce("exit code 1")
        .endsWith(
            """

            train failed: exit code 1
              the end of its log:
              | Traceback
              | ValueError: no penguins
              all of it: ./pitwheel logs R train --data '%s' --server %s
            """
                .formatted(data, server.address()));
  }

  @Test
  void answersRefusedInputWithItsDocument() {
    try (var refusing = new FakeServer()) {
      refusing.answer(
          "POST pipelines:describe",
          400,
          "{\"code\":3,\"message\":\"root.dag: a cycle\",\"details\":[]}");
      var other = new CommandLineFixture(refusing, folder);

      int exitCode = other.ask("run", file.toString(), "--output", "json");

      assertThat(exitCode).isEqualTo(2);
      assertThat(other.output())
          .isEqualTo(
              """
              {"run_id":null,"state":"REFUSED","outputs":{"parameters":{},"artifacts":{}},\
              "error":{"code":"INVALID_ARGUMENT","message":"%s: root.dag: a cycle","path":"root.dag"},"tasks":[]}
              """
                  .formatted(file));
      assertThat(refusing.requests()).containsExactly("POST pipelines:describe");
    }
  }

  @Test
  void refusesParametersBeforeAnythingIsCreated() {
    int exitCode = program.ask("run", file.toString(), "-p", "epochs=many");

    assertThat(exitCode).isEqualTo(2);
    assertThat(program.errors()).contains("root.inputDefinitions.parameters.epochs");
    assertThat(server.requests()).containsExactly("POST pipelines:describe");
  }

  @Test
  void refusesPythonSourceWithoutAskingAServer() {
    int exitCode = program.ask("run", "train.py");

    assertThat(exitCode).isEqualTo(2);
    assertThat(program.errors()).contains("kfp dsl compile --py train.py --output train.yaml");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void goesOnWhereAStreamWasCut() {
    answerResult("SUCCEEDED");
    server.answer("GET runs/R/events", 200, STARTED);
    server.answer("GET runs/R", 200, "{\"state\": \"RUNNING\"}");
    server.answer("GET runs/R/events", 200, STARTED + ENDED.formatted("SUCCEEDED"));

    int exitCode = program.ask("run", file.toString());

    assertThat(exitCode).isZero();
    assertThat(program.errors()).containsOnlyOnce("RUNNING    train");
    assertThat(
            server.asked().stream()
                .filter(asked -> asked.request().endsWith("/events"))
                .map(FakeServer.Asked::lastEventId))
        .containsExactly("null", "1");
  }

  @Test
  void printsOnlyTheIdWhenDetached() {
    int exitCode = program.ask("run", file.toString(), "--detach");

    assertThat(exitCode).isZero();
    assertThat(program.output().strip())
        .isEqualTo(
            JsonParser.parseString(server.bodyOf("POST runs"))
                .getAsJsonObject()
                .get("run_id")
                .getAsString());
  }

  @Test
  void printsWhatIsKnownAsOneDocumentWhenDetachedForScripts() {
    try (var other = new FakeServer()) {
      other.answer("POST pipelines:describe", 200, DESCRIPTION);
      other.answer("POST runs", 200, "{\"run_id\": \"R\", \"state\": \"PENDING\"}");
      var detaching = new CommandLineFixture(other, folder);

      assertThat(detaching.ask("run", file.toString(), "--detach", "--output", "json")).isZero();

      JsonObject document = JsonParser.parseString(detaching.output()).getAsJsonObject();
      assertThat(document.remove("run_id").getAsString()).hasSize(36);
      assertThat(document)
          .isEqualTo(
              JsonParser.parseString(
                  """
                  {"state": "PENDING", "outputs": {"parameters": {}, "artifacts": {}},
                   "error": null, "tasks": []}
                  """));
    }
  }

  @Test
  void saysThatSlotsAreThoseOfAServerThatRunsAlready() {
    answerRun("SUCCEEDED");

    program.ask("run", file.toString(), "--slots", "8");

    assertThat(program.errors())
        .containsOnlyOnce(
            "warning: --slots 8 bounds this run only; the server at http://127.0.0.1");
  }

  @Test
  void answersWordsThatMakeNoCommandInAFewLines() {
    assertThat(program.run("run", file.toString(), "--detahc")).isEqualTo(2);

    assertThat(program.errors())
        .isEqualTo(
            """
            pitwheel: Unknown option: '--detahc'
            Possible solutions: --detach
            usage: pitwheel run [OPTIONS] FILE
            ./pitwheel run --help tells the rest
            """);
    assertThat(program.output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output json", "--output=json"})
  void answersWordsThatMakeNoCommandWithADocumentForScripts(String option) {
    String[] words = ("run FILE --bogus " + option).split(" ", -1);

    assertThat(program.run(words)).isEqualTo(2);

    assertThat(program.output())
        .isEqualTo(
            """
            {"run_id":null,"state":"REFUSED","outputs":{"parameters":{},"artifacts":{}},\
            "error":{"code":"INVALID_ARGUMENT","message":"Unknown option: '--bogus'","path":""},"tasks":[]}
            """);
  }

  @Test
  void refusesToDetachFromAServerThatWouldEndWithIt() {
    int exitCode =
        program.run(
            "run", file.toString(), "--detach", "--data", folder.resolve("data").toString());

    assertThat(exitCode).isEqualTo(2);
    assertThat(program.errors()).contains("./pitwheel server");
  }

  @Test
  void terminatesTheRunWhenInterruptedAndEndsWith130() {
    answerResult("FAILED");
    server.answer("GET runs/R/tasks/t1/logs", 200, "");
    server.answerAfter(
        "GET runs/R/events",
        () -> InterruptionsDriver.interrupt(program.interruptions),
        200,
        STARTED + ENDED.formatted("FAILED"));
    server.answer("POST runs/R:terminate", 200, "{}");

    int exitCode = program.ask("run", file.toString());

    assertThat(exitCode).isEqualTo(130);
    assertThat(server.requests()).anyMatch(request -> request.endsWith(":terminate"));
    assertThat(program.errors()).contains("terminating run");
  }

  @Test
  void saysWhatItTriedWhenNoServerAnswers() {
    server.close();

    int exitCode = program.ask("run", file.toString(), "--output", "json");

    assertThat(exitCode).isEqualTo(3);
    assertThat(program.output())
        .contains("\"state\":\"RUNTIME_STATE_UNSPECIFIED\"")
        .contains("checking the pipeline: no answer from http://127.0.0.1");
  }

  @Test
  void refusesUnknownOptions() {
    assertThat(program.ask("run", file.toString(), "--output", "xml")).isEqualTo(2);
    assertThat(program.run("frobnicate")).isEqualTo(2);
    assertThat(program.run()).isEqualTo(2);
  }

  private void answerRun(String state) {
    answerResult(state);
    server.answer("GET runs/R/events", 200, STARTED + ENDED.formatted(state));
  }

  private void answerResult(String state) {
    String error = state.equals("FAILED") ? "{\"message\": \"exit code 1\"}" : "null";
    server.answer("GET runs/R/result", 200, RESULT.formatted(state, error));
  }
}
