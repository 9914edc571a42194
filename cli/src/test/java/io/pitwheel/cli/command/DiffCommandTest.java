package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsWhatDiffersInGroups() {
    server.answer(
        "GET runs/1:compare",
        200,
        """
        {"run": [{"name": "state", "first": "FAILED", "second": "SUCCEEDED"},
                 {"name": "rerun_of", "second": "1"}],
         "definitions": [{"path": "load", "change": "removed"},
                         {"path": "", "change": "changed", "detail": "what it takes and gives"}],
         "parameters": [{"name": "epochs", "first": 3, "second": 4}],
         "tasks": [{"path": "loop/train", "iteration": [1],
                    "differences": [{"name": "state", "first": "FAILED", "second": "CACHED"}],
                    "first_seconds": 61.5}]}
        """);
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("diff", "1", "2")).isZero();

    assertThat(program.output())
        .isEqualTo(
            """
            run
              state     "FAILED" → "SUCCEEDED"
              rerun_of  none → "1"
            pipeline
              removed  load
              changed  (the pipeline itself)  what it takes and gives
            parameters
              epochs  3 → 4
            tasks
              loop/train[1]  (1m01s → did not run)
                state  "FAILED" → "CACHED"
            """);
    assertThat(server.requests()).contains("GET runs/1:compare?other_run_id=2");
  }

  @Test
  void showsLongValuesWhereTheyDiffer() {
    String same = "s".repeat(100);
    server.answer(
        "GET runs/1:compare",
        200,
        """
        {"parameters": [{"name": "text", "first": "%sA", "second": "%sB"}]}
        """
            .formatted(same, same));
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("diff", "1", "2")).isZero();

    assertThat(program.output()).contains("sssA\" → …", "sssB\"").hasLineCount(2);
    assertThat(program.output().length()).isLessThan(200);
  }

  @Test
  void saysThatNothingDiffers() {
    server.answer("GET runs/1:compare", 200, "{}");
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("diff", "1", "1")).isZero();
    assertThat(program.ask("diff", "1", "1", "--output", "json")).isZero();

    assertThat(program.output()).isEqualTo("nothing differs\n{}\n");
  }

  @Test
  void refusesAnUnknownRun() {
    server.answer("GET runs/1:compare", 404, "{\"code\": 5, \"message\": \"no run 2\"}");
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("diff", "1", "2")).isEqualTo(2);

    assertThat(program.errors()).contains("no run 2");
  }
}
