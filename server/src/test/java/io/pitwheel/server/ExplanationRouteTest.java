package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why the tasks of a run ran or did not, as its table lists them. */
class ExplanationRouteTest {
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

  private String why(String path) {
    return server
        .get(
            "/apis/v2beta1/runs/%s/tasks:explain?path=%s"
                .formatted(runId, path.replace("[", "%5B").replace("]", "%5D")))
        .body();
  }

  private RunSteps greeted() {
    return new RunSteps(server, runId).begin().start("greet").succeed(TaskValues.NONE, "greet");
  }

  @ParameterizedTest
  @CsvSource({
    "branch/inner",
    "branch/loop",
    "branch/loop/each",
    "branch/loop/each[1]",
  })
  void saysWhyATaskInsideASkippedGraphWasNeverReached(String path) {
    greeted().skip(SkipReason.CONDITION_FALSE, "branch");

    assertThat(why(path))
        .contains(
            "\"state\":\"SKIPPED\"",
            "UPSTREAM_SKIPPED: branch, which it stands in, was skipped (CONDITION_FALSE)");
    assertThat(why("branch")).contains("\"reason\":\"CONDITION_FALSE\"");
  }

  @Test
  void namesWhatATaskDependsOn() {
    new RunSteps(server, runId)
        .begin()
        .start("greet")
        .fail(new TaskFailure(ErrorCode.UNKNOWN, "exit code 1", "root.dag.tasks.greet"), "greet")
        .skip(SkipReason.UPSTREAM_FAILED, "branch");

    assertThat(why("branch")).contains("UPSTREAM_FAILED: greet, on which it depends, failed");
    assertThat(why("branch/loop"))
        .contains("UPSTREAM_FAILED: branch, which it stands in, was skipped (UPSTREAM_FAILED)");
  }

  @Test
  void tellsOfGraphsWhatEndedInThem() {
    greeted()
        .start("branch")
        .start("branch/inner")
        .succeed(TaskValues.NONE, "branch/inner")
        .start("branch/loop")
        .start("branch/loop/each", 0)
        .succeed(TaskValues.NONE, "branch/loop/each", 0)
        .skip(SkipReason.CONDITION_FALSE, "branch/loop/each", 1);

    assertThat(why("branch/loop/each[1]")).contains("CONDITION_FALSE");
    assertThat(why("branch/loop/each"))
        .contains("\"iteration\":[0]", "\"iteration\":[1]", "\"state\":\"SKIPPED\"");
    assertThat(why("root"))
        .contains(
            "\"path\":\"root\"", "2 of 2 tasks directly inside ended, 2 succeeded", "SUCCEEDED");
  }

  @Test
  void saysNothingOfTasksWhoseTurnMayCome() {
    new RunSteps(server, runId).begin().start("greet");

    assertThat(why("branch")).contains("nothing was decided there, no decision stands there");
    assertThat(why("branch/nowhere")).contains("its pipeline has no such task");
    assertThat(why("greet[1]")).contains("nothing was decided there");
  }

  @Test
  void saysThatTheRunEndedBefore() {
    new RunSteps(server, runId)
        .begin()
        .start("greet")
        .endEarly(new TaskFailure(ErrorCode.CANCELLED, "terminated", ""));

    assertThat(why("branch/inner")).contains("CANCELLED: the run ended before its turn came");
  }
}
