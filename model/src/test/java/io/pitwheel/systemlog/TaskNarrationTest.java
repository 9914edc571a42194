package io.pitwheel.systemlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskNarrationTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final TaskFailure FAILURE =
      new TaskFailure(ErrorCode.INVALID_ARGUMENT, "epochs: hunter22 is no number", "root.train");
  private static final ContainerExecutor EXECUTOR =
      new ContainerExecutor(
          "python:3.11",
          List.of("sh", "-c"),
          List.of("login hunter22"),
          Map.of("DB_PASSWORD", "hunter22"),
          ContainerResources.NONE);

  @Test
  void tellsInputsDecisionAndCommandWithoutSecrets() {
    var lines = narration(TaskType.RUNTIME, TaskState.RUNNING, null).decision(EXECUTOR);

    assertThat(lines).hasSize(3);
    assertThat(written(lines))
        .contains("\"message\":\"inputs resolved\"", "\"epochs\":3", "\"password\":\"***\"")
        .contains("\"message\":\"no earlier task\"")
        .contains("\"message\":\"starting\"", "python:3.11", "\"environment\":[\"DB_PASSWORD\"]")
        .contains("\"path\":\"loop/train\"", "\"iteration\":[2]", "\"attempt\":1")
        .doesNotContain("hunter22");
  }

  @ParameterizedTest
  @CsvSource({
    "LOOP, RUNNING, iterating over 7 items",
    "DAG, RUNNING, entering the graph",
    "DAG, SUCCEEDED, nothing inside to do",
    "IMPORTER, SUCCEEDED, done",
    "RUNTIME, RUNNING, started",
    "RUNTIME, SKIPPED, skipped: UPSTREAM_FAILED",
    "RUNTIME, CACHED, nothing started: the outputs of another task are used",
    "RUNTIME, FAILED, nothing started: the task cannot be run"
  })
  void tellsWhatBecameOfTheTask(TaskType type, TaskState state, String message) {
    TaskFailure failure = state == TaskState.FAILED ? FAILURE : null;

    JsonObject outcome = narration(type, state, failure).decision(null).getLast();

    assertThat(outcome.members().get("message")).isEqualTo(JsonValue.of(message));
    assertThat(outcome.members().containsKey("error")).isEqualTo(failure != null);
  }

  @Test
  void tellsHowAttemptsAndTheTaskEnded() {
    var narration = narration(TaskType.RUNTIME, TaskState.FAILED, FAILURE);
    var lost = new TaskAttempt(1, START, START.plusSeconds(1), 137, FAILURE, false, List.of());
    var underWay = new TaskAttempt(2, START, null, null, null, true, List.of());

    assertThat(written(narration.attempt(lost)))
        .contains("attempt 1 began", "attempt 1 ended, which no retry policy pays for")
        .contains("\"exit_code\":137", "\"code\":\"INVALID_ARGUMENT\"", "\"place\":\"root.train\"")
        .doesNotContain("hunter22");
    assertThat(narration.attempt(underWay)).hasSize(1);
    assertThat(written(narration.end(START)))
        .contains("warning: image ignored", "ended FAILED")
        .doesNotContain("hunter22");
  }

  @Test
  void tellsWhatTheClusterSaysOfThePodBetweenItsBeginAndItsEnd() {
    var sightings =
        List.of(
            new PodSighting(START, true, "ErrImagePull: no image hunter22"),
            new PodSighting(START.plusSeconds(1), false, "Running"));
    var attempt = new TaskAttempt(1, START, START.plusSeconds(2), 137, FAILURE, true, sightings);

    List<JsonObject> lines =
        narration(TaskType.RUNTIME, TaskState.FAILED, FAILURE).attempt(attempt);

    assertThat(lines)
        .extracting(line -> line.members().get("message"))
        .containsExactly(
            JsonValue.of("attempt 1 began"),
            JsonValue.of("its pod waits: ErrImagePull: no image ***"),
            JsonValue.of("its pod waits no more: Running"),
            JsonValue.of("attempt 1 ended"));
    assertThat(lines.get(1).members())
        .containsEntry("said_by", JsonValue.of("cluster"))
        .containsEntry("attempt", JsonValue.of(1))
        .containsEntry("at", JsonValue.of(START.toString()));
    assertThat(lines.getFirst().members()).doesNotContainKey("said_by");
  }

  private static String written(List<JsonObject> lines) {
    return lines.stream().map(JsonWriter::write).reduce("", (all, line) -> all + line + "\n");
  }

  private static TaskNarration narration(
      TaskType type, TaskState state, @Nullable TaskFailure failure) {
    var inputs =
        new TaskValues(
            Map.of("epochs", JsonValue.of(3), "password", JsonValue.of("hunter22")), Map.of());
    var task =
        new Task(
            "task-1",
            new TaskReference(
                "run-1", new ScopePath(List.of("loop", "train")), new IterationVector(List.of(2))),
            4,
            "train",
            type,
            state,
            state == TaskState.SKIPPED ? SkipReason.UPSTREAM_FAILED : null,
            "task-0",
            1,
            7,
            TaskCounters.expecting(0),
            inputs,
            TaskValues.NONE,
            failure,
            "no earlier task",
            List.of("image ignored"),
            "",
            START,
            null);
    return new TaskNarration(task, new ShownValues(List.of()));
  }
}
