package io.pitwheel.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much one answer gives back whole. */
class ReportedLargeValuesTest {
  private final MemoryLargeValues kept = new MemoryLargeValues();
  private final ReportedLargeValues values = new ReportedLargeValues(kept, "/artifacts");

  @Test
  void areGivenBackWholeUpToTheBoundOfAnAnswer() {
    JsonValue first = JsonValue.of("the first");
    JsonSpilled allowed = spilled("allowed", first, ReportedLargeValues.MOST_BYTES);
    JsonSpilled further = spilled("further", JsonValue.of("another"), 1);

    List<TaskView> whole = values.whole(List.of(view(allowed), view(further)));

    assertThat(whole)
        .extracting(view -> view.values().getFirst().parameter())
        .containsExactly(first, further);
  }

  /** What says of itself that it has so many bytes. */
  private JsonSpilled spilled(String location, JsonValue value, long bytes) {
    JsonSpilled small = kept.spill(value, location);
    return new JsonSpilled(small.form(), small.location(), bytes, small.digest());
  }

  private static TaskView view(JsonValue parameter) {
    var task =
        new Task(
            "task",
            new TaskReference("run", new ScopePath(List.of("one")), IterationVector.NONE),
            1,
            "one",
            TaskType.RUNTIME,
            TaskState.SUCCEEDED,
            null,
            "root",
            1,
            0,
            TaskCounters.expecting(0),
            TaskValues.NONE,
            TaskValues.NONE,
            null,
            "",
            List.of(),
            "",
            RunningServer.NOW,
            RunningServer.NOW);
    var value = new TaskValue(true, "large", null, "OUTPUT", "", parameter, List.of());
    return new TaskView(
        task, "", List.of(), "", JsonObject.EMPTY, List.of(value), List.of(), List.of());
  }
}
