package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private CommandLineFixture program;

  @BeforeEach
  void prepare() {
    program = new CommandLineFixture(server, folder);
    server
        .answer(
            "GET runs/1/tasks",
            200,
            """
            {"tasks": [{"task_id": "l", "type": "LOOP", "scope_path": "loop", "state": "FAILED"},
             {"task_id": "a", "type": "RUNTIME", "scope_path": "loop.train", "state": "SUCCEEDED",
              "type_attributes": {"iteration_index": "0"}}],
             "next_page_token": "two"}
            """)
        .answer(
            "GET runs/1/tasks",
            200,
            """
            {"tasks": [{"task_id": "b", "type": "RUNTIME", "scope_path": "loop.train",
              "state": "FAILED", "type_attributes": {"iteration_index": "1"}},
             {"task_id": "c", "type": "RUNTIME", "scope_path": "report", "state": "SUCCEEDED"},
             {"task_id": "d", "type": "RUNTIME", "scope_path": "publish", "state": "SKIPPED"}]}
            """)
        .answer("GET runs/1/tasks/a/logs", 200, "of a\n")
        .answer("GET runs/1/tasks/b/logs", 200, "of b\n")
        .answer("GET runs/1/tasks/c/logs", 200, "of c, ends without a newline");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheLogOfOneTaskAsItIs() {
    assertThat(program.ask("logs", "1", "report", "--system", "--follow")).isZero();

    assertThat(program.output()).isEqualTo("of c, ends without a newline");
    assertThat(server.requests())
        .contains("GET runs/1/tasks/c/logs?kind=system&follow=true&attempt=0");
  }

  @Test
  void headsEachOfSeveralLogs() {
    assertThat(program.ask("logs", "1", "loop")).isZero();

    assertThat(program.output())
        .isEqualTo("==> loop/train[0] <==\nof a\n==> loop/train[1] <==\nof b\n");
  }

  @Test
  void refusesPathsThatNameNoTaskWithALog() {
    assertThat(program.ask("logs", "1", "publish")).isEqualTo(2);
    assertThat(program.errors()).contains("no task with a command at publish");
  }

  @Test
  void refusesToFollowSeveralTasksAtOnce() {
    assertThat(program.ask("logs", "1", "--follow")).isEqualTo(2);
    assertThat(program.errors()).contains("3 tasks (expected: a PATH that names one)");
  }

  @Test
  void refusesRunsThatTheServerDoesNotKnow() {
    assertThat(program.ask("logs", "2")).isEqualTo(2);
    assertThat(program.errors()).contains("no such thing");
  }
}
