package io.pitwheel.rerun;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A loop of three around a loop of two in its first iteration, of one in its second. */
class EarlierIterationsTest {
  private static final EarlierIterations ITERATIONS =
      new EarlierIterations(
          "run-0",
          List.of(
              loop("outer", IterationVector.NONE, 3),
              loop("outer/inner", new IterationVector(List.of(0)), 2),
              loop("outer/inner", new IterationVector(List.of(1)), 1),
              loop("empty", IterationVector.NONE, 0)));

  private static Task loop(String path, IterationVector iteration, int iterations) {
    return new Task(
        path + iteration.text(),
        new TaskReference("run-0", new ScopePath(List.of(path.split("/", -1))), iteration),
        1,
        path,
        TaskType.LOOP,
        TaskState.SUCCEEDED,
        null,
        "root",
        0,
        iterations,
        TaskCounters.expecting(iterations),
        TaskValues.NONE,
        TaskValues.NONE,
        null,
        "",
        List.of(),
        "",
        Instant.EPOCH,
        null);
  }

  private static void require(String place) {
    ITERATIONS.require(TaskPlace.parse("from", place));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outer",
        "outer[0]",
        "outer[2]",
        "outer/inner[1]",
        "outer/inner[0,1]",
        "outer/inner/train[1,0]",
        "outer/inner/train",
        "empty"
      })
  void letsPassWhatTheLoopsHad(String place) {
    assertThatCode(() -> require(place)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outer[3]               | outer had 3 iterations in run run-0 (expected: 0 to 2)
          outer/inner[0,2]       | outer/inner[0] had 2 iterations
          outer/inner/train[1,1] | outer/inner[1] had 1 iterations
          outer/inner[2,0]       | had no iterations in run run-0
          empty[0]               | had no iterations
          unknown[0]             | had no iterations
          """)
  void refusesWhatTheyDidNot(String place, String told) {
    assertThatThrownBy(() -> require(place)).hasMessageContaining(told);
  }
}
