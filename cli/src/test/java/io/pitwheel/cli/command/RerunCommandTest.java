package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RerunCommandTest {
  private static final String EARLIER = "00000000-0000-4000-8000-000000000001";

  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private CommandLineFixture program;

  @BeforeEach
  void answer() {
    program = new CommandLineFixture(server, folder);
    server
        .answer("GET runs/R", 200, "{\"state\": \"SUCCEEDED\", \"pipeline_spec\": {\"root\": {}}}")
        .answer(
            "POST pipelines:describe",
            200,
            """
            {"pipeline_name": "penguins",
             "parameters": [{"name": "epochs", "type": "NUMBER_INTEGER"}],
             "tasks": [{"path": "train"}], "pipeline_spec": {"name": "new"}}
            """)
        .answer(
            "POST runs/R:previewRerun",
            200,
            """
            {"tasks": [
              {"path": "load", "verdict": "REUSED"},
              {"path": "loop/train", "iteration": [1], "verdict": "AGAIN", "reason": "asked for"},
              {"path": "report", "verdict": "OPEN", "reason": "depends on loop"}],
             "reused_count": 1, "again_count": 1, "open_count": 1, "warnings": ["mind"]}
            """)
        .answer("POST runs/R:rerun", 200, "{\"run_id\": \"%s\"}".formatted(EARLIER))
        .answer("GET runs/R/events", 200, "")
        .answer(
            "GET runs/R/result",
            200,
            """
            {"run_id": "R", "state": "SUCCEEDED", "outputs": {"parameters": {}, "artifacts": {}},
             "error": null, "tasks": []}
            """);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsThePlanAloneForADryRun() {
    assertThat(program.ask("rerun", EARLIER, "--from", "loop/train[1]", "--dry-run")).isZero();

    assertThat(program.output())
        .isEqualTo(
            """
            TASK           PLAN    WHY
            load           REUSED
            loop/train[1]  AGAIN   asked for
            report         OPEN    depends on loop
            warning: mind
            1 reused, 1 run again, 1 open until what they depend on has run
            The cache is left out: a task planned AGAIN may be CACHED in the run. A task in a loop whose items are not known yet counts once.
            """);
    assertThat(server.requests()).doesNotContain("POST runs/R:rerun");
  }

  @Test
  void printsThePlanAsOneDocument() {
    assertThat(program.ask("rerun", EARLIER, "--from", "train", "--dry-run", "--output", "json"))
        .isZero();

    assertThat(program.output())
        .startsWith("{\"tasks\":[{\"path\":\"load\",\"verdict\":\"REUSED\"}")
        .contains("\"reused_count\":1")
        .hasLineCount(1);
  }

  @Test
  void tellsThePlanAndThenTheRun() {
    int status = program.ask("rerun", EARLIER, "--from", "train", "-p", "epochs=3", "--slots", "2");

    assertThat(status).isZero();
    assertThat(program.errors()).contains("1 reused, 1 run again");
    assertThat(program.output()).contains("of penguins SUCCEEDED");
    assertThat(server.bodyOf("POST runs/R:rerun"))
        .contains("\"from\":\"train\"", "\"epochs\":3.0", "\"slots\":2")
        .doesNotContain("pipeline_spec");
  }

  @Test
  void sendsANewVersion() {
    String file = program.file("new.yaml", "a: b").toString();

    assertThat(program.ask("rerun", EARLIER, file, "--from", "train", "--yes")).isZero();

    assertThat(server.bodyOf("POST runs/R:rerun")).contains("\"pipeline_spec\":{\"name\":\"new\"}");
    assertThat(server.bodyOf("POST pipelines:describe")).contains("a: b");
  }

  @Test
  void namesAKeptVersion() {
    server.answer(
        "GET pipelines/-/versions/v2",
        200,
        "{\"pipeline_spec\": {\"pipeline_spec\": {\"a\": 1}, \"platform_spec\": {\"b\": 2}}}");

    assertThat(program.ask("rerun", EARLIER, "--from", "train", "--pipeline-version", "v2"))
        .isZero();

    assertThat(server.bodyOf("POST pipelines:describe")).contains("---");
    assertThat(server.bodyOf("POST runs/R:rerun")).contains("\"pipeline_version_id\":\"v2\"");
  }

  @Test
  void asksWhoeverSitsThere() {
    assertThat(program.typing("n\n").ask("rerun", EARLIER, "--from", "train")).isZero();

    assertThat(program.errors()).contains("Go on? [Y/n]", "nothing was started");
    assertThat(server.requests()).doesNotContain("POST runs/R:rerun");

    assertThat(program.typing("\n").ask("rerun", EARLIER, "--from", "train")).isZero();
    assertThat(server.requests()).contains("POST runs/R:rerun");
  }

  @Test
  void doesNotAskWithYes() {
    assertThat(program.typing("n\n").ask("rerun", EARLIER, "--from", "train", "-y")).isZero();

    assertThat(program.errors()).doesNotContain("Go on?");
    assertThat(server.requests()).contains("POST runs/R:rerun");
  }

  @Test
  void refusesWrongWords() {
    assertThat(program.ask("rerun", EARLIER)).isEqualTo(2);
    assertThat(program.ask("rerun", EARLIER, "x.yaml", "--from", "a", "--pipeline-version", "v"))
        .isEqualTo(2);
    assertThat(program.errors()).contains("both name a pipeline");
    assertThat(program.ask("rerun", EARLIER, "--from", "a", "-p", "nothing=1")).isEqualTo(2);
    assertThat(program.errors()).contains("declares no parameter nothing");
  }

  @Test
  void printsARefusalAsADocument() {
    var other = new FakeServer();
    try (other) {
      other
          .answer("GET runs/R", 200, "{\"pipeline_spec\": {}}")
          .answer("POST pipelines:describe", 200, "{\"pipeline_name\": \"penguins\"}")
          .answer("POST runs/R:previewRerun", 400, "{\"code\": 3, \"message\": \"no task trian\"}");
      var refused = new CommandLineFixture(other, folder);

      assertThat(refused.ask("rerun", EARLIER, "--from", "trian", "--output", "json")).isEqualTo(2);

      assertThat(refused.output()).contains("\"REFUSED\"", "no task trian");
    }
  }
}
