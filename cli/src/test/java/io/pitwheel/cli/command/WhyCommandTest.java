package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhyCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheDecisionOfEachIteration() {
    server.answer(
        "GET runs/1/tasks:explain",
        200,
        """
        {"tasks": [
          {"path": "loop/train", "iteration": [0, 1], "state": "CACHED",
           "decision": "cached: outputs of task t of run r", "warnings": ["mind"]},
          {"path": "loop/train", "iteration": [0, 2], "state": "SKIPPED",
           "reason": "CONDITION_FALSE"}]}
        """);
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("why", "1", "loop/train[0]")).isZero();

    assertThat(program.output())
        .isEqualTo(
            """
            loop/train[0,1]  CACHED
              cached: outputs of task t of run r
              warning: mind
            loop/train[0,2]  SKIPPED
              CONDITION_FALSE
            """);
    assertThat(server.requests()).contains("GET runs/1/tasks:explain?path=loop%2Ftrain%5B0%5D");
  }

  @Test
  void saysWhatTheServerRefuses() {
    server.answer("GET runs/1/tasks:explain", 404, "{\"code\": 5, \"message\": \"nothing there\"}");
    var program = new CommandLineFixture(server, folder);

    assertThat(program.ask("why", "1", "nowhere")).isEqualTo(2);

    assertThat(program.errors()).contains("nothing there");
  }
}
