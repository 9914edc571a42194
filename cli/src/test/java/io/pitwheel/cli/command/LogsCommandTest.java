package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogsCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private CommandLineFixture program;

  @BeforeEach
  void prepare() {
    program = new CommandLineFixture(server, folder);
    // As the server writes them: scope paths from root, of several loops the innermost index.
    server
        .answer(
            "GET runs/1/tasks",
            200,
            """
            {"tasks": [{"task_id": "r", "type": "ROOT", "scope_path": "root", "state": "FAILED"},
             {"task_id": "l", "type": "LOOP", "scope_path": "root.loop", "state": "FAILED",
              "parent_task_id": "r", "type_attributes": {"iteration_count": "2"}},
             {"task_id": "a", "type": "RUNTIME", "scope_path": "root.loop.train",
              "parent_task_id": "l", "state": "SUCCEEDED",
              "type_attributes": {"iteration_index": "0"}}],
             "next_page_token": "two"}
            """)
        .answer(
            "GET runs/1/tasks",
            200,
            """
            {"tasks": [{"task_id": "b", "type": "RUNTIME", "scope_path": "root.loop.train",
              "parent_task_id": "l", "state": "FAILED",
              "type_attributes": {"iteration_index": "1"}},
             {"task_id": "m", "type": "LOOP", "scope_path": "root.loop.inner",
              "parent_task_id": "l", "state": "SUCCEEDED",
              "type_attributes": {"iteration_index": "1", "iteration_count": "1"}},
             {"task_id": "g", "type": "DAG", "scope_path": "root.loop.inner.branch",
              "parent_task_id": "m", "state": "SUCCEEDED",
              "type_attributes": {"iteration_index": "0"}},
             {"task_id": "e", "type": "RUNTIME", "scope_path": "root.loop.inner.branch.score",
              "parent_task_id": "g", "state": "SUCCEEDED",
              "type_attributes": {"iteration_index": "0"}},
             {"task_id": "c", "type": "RUNTIME", "scope_path": "root.report",
              "parent_task_id": "r", "state": "SUCCEEDED"},
             {"task_id": "d", "type": "RUNTIME", "scope_path": "root.publish",
              "parent_task_id": "r", "state": "SKIPPED"}]}
            """)
        .answer("GET runs/1/tasks/a/logs", 200, "of a\n")
        .answer("GET runs/1/tasks/b/logs", 200, "of b\n")
        .answer("GET runs/1/tasks/e/logs", 200, "of e\n")
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
        .isEqualTo(
            "==> loop/train[0] <==\nof a\n==> loop/train[1] <==\nof b\n"
                + "==> loop/inner/branch/score[1,0] <==\nof e\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop/train[0] | of a",
        "loop/train[1] | of b",
        "loop/inner/branch/score[1,0] | of e",
        "loop/inner/branch/score | of e",
        "loop/inner/branch[1,0] | of e",
        "loop/inner[1] | of e",
        "loop/inner | of e",
        "loop[0] | of a",
        "report | of c, ends without a newline"
      })
  void takesEveryPathThatIsPrinted(String path, String expected) {
    assertThat(program.ask("logs", "1", path)).as(program.errors()).isZero();

    assertThat(program.output().strip()).isEqualTo(expected);
  }

  @Test
  void takesTheLineThatStandsForManyIterations() {
    assertThat(program.ask("logs", "1", "loop/train[30 iterations]")).isZero();

    assertThat(program.output()).contains("of a").contains("of b").doesNotContain("of e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish",
        "loop/train[2]",
        "loop/tr",
        "loop/train[0,0]",
        "root/report",
        "report[0]",
        "[0]"
      })
  void refusesPathsThatNameNoTaskWithALog(String path) {
    assertThat(program.ask("logs", "1", path)).isEqualTo(2);
    assertThat(program.errors())
        .isEqualTo(
            "pitwheel: looking for logs of run 1: no log at %s (expected: one of loop/train[0], loop/train[1], loop/inner/branch/score[1,0], report)\n"
                .formatted(path));
  }

  @Test
  void saysOfASkippedTaskThatItNeverRan() {
    server.answer(
        "GET runs/1/tasks:explain",
        200,
        """
        {"tasks": [{"path": "publish", "state": "SKIPPED", "reason": "CONDITION_FALSE"},
                   {"path": "publish", "iteration": [1], "state": "CACHED",
                    "decision": "cached: outputs of task t"}]}
        """);

    assertThat(program.ask("logs", "1", "publish")).isZero();

    assertThat(program.output()).isEmpty();
    assertThat(program.errors())
        .isEqualTo(
            "publish never ran: skipped, CONDITION_FALSE\n"
                + "publish[1] did not run: cached: outputs of task t\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void refusesAttemptsBeforeTheFirst(String attempt) {
    assertThat(program.ask("logs", "1", "report", "--attempt", attempt)).isEqualTo(2);
    assertThat(program.errors()).contains("--attempt " + attempt, "from 1");
  }

  @Test
  void passesOverTasksWithoutTheAttempt() {
    try (var other = new FakeServer()) {
      other
          .answer(
              "GET runs/1/tasks",
              200,
              """
              {"tasks": [{"task_id": "r", "type": "ROOT", "scope_path": "root"},
               {"task_id": "a", "type": "RUNTIME", "scope_path": "root.a", "parent_task_id": "r"},
               {"task_id": "b", "type": "RUNTIME", "scope_path": "root.b", "parent_task_id": "r"}]}
              """)
          .answer("GET runs/1/tasks/a/logs", 200, "of a\n")
          .answer("GET runs/1/tasks/b/logs", 404, "{\"code\": 5, \"message\": \"only 1\"}");
      var asking = new CommandLineFixture(other, folder);

      assertThat(asking.ask("logs", "1", "--attempt", "2")).isZero();
      assertThat(asking.output()).isEqualTo("==> a <==\nof a\n");
      assertThat(asking.errors()).contains("b: ", "only 1");
      assertThat(asking.ask("logs", "1", "b", "--attempt", "2")).isEqualTo(2);
      assertThat(asking.ask("logs", "1")).isZero();
      assertThat(asking.ask("logs", "1", "b")).isEqualTo(2);
    }
  }

  @Test
  void refusesToFollowSeveralTasksAtOnce() {
    assertThat(program.ask("logs", "1", "--follow")).isEqualTo(2);
    assertThat(program.errors()).contains("4 tasks (expected: a PATH that names one)");
  }

  @Test
  void refusesRunsThatTheServerDoesNotKnow() {
    assertThat(program.ask("logs", "2")).isEqualTo(2);
    assertThat(program.errors()).contains("no such thing");
  }
}
