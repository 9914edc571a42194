package io.pitwheel.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.driver.EarlierOutcome.Reusable;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlierRunTest {
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  pipelineInfo: {name: earlier}
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  components:
                    comp-leaf: {executorLabel: exec-leaf}
                  deploymentSpec:
                    executors:
                      exec-leaf: {container: {image: alpine, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        one: {componentRef: {name: comp-leaf}}
                        two: {componentRef: {name: comp-leaf}}
                  """)
              .specification());
  private static final ScopePath ONE = new ScopePath(List.of("one"));

  private static EarlierOutcome find(String from, Task... rows) {
    return new EarlierRun(
            "run-0",
            GRAPH,
            List.of(rows),
            RerunScope.of(GRAPH, TaskPlace.parse("from", from)),
            new OutputPresence(location -> !location.equals("/lost")))
        .find(ONE, IterationVector.NONE);
  }

  private static Task row(TaskState state, String schemaTitle, String uri) {
    var artifact = new Artifact("id", "data", uri, schemaTitle, "0.0.1", JsonObject.EMPTY);
    return new Task(
        "task-0",
        new TaskReference("run-0", ONE, IterationVector.NONE),
        GRAPH.find(ONE).orElseThrow().index(),
        "one",
        TaskType.RUNTIME,
        state,
        state == TaskState.SKIPPED ? SkipReason.CONDITION_FALSE : null,
        "root",
        1,
        0,
        TaskCounters.expecting(0),
        TaskValues.NONE,
        new TaskValues(Map.of(), Map.of("data", List.of(artifact))),
        null,
        "",
        List.of(),
        "",
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void reusesWhatSucceededOrWasCached() {
    for (TaskState state : List.of(TaskState.SUCCEEDED, TaskState.CACHED)) {
      assertThat(find("two", row(state, "system.Model", "/kept")))
          .isInstanceOfSatisfying(
              Reusable.class,
              reusable -> {
                assertThat(reusable.source().taskId()).isEqualTo("task-0");
                assertThat(reusable.node().path()).isEqualTo(ONE);
              });
    }
  }

  @Test
  void asksForTheBytesOfArtifactsThatHaveSome() {
    assertThat(find("two", row(TaskState.SUCCEEDED, "system.Model", "/lost")))
        .isEqualTo(new RunAgain("artifact /lost, which it made in run run-0, is gone", false));
    assertThat(find("two", row(TaskState.SUCCEEDED, "system.Metrics", "/lost")))
        .isInstanceOf(Reusable.class);
    assertThat(find("two", row(TaskState.SUCCEEDED, "system.Model", "")))
        .isInstanceOf(Reusable.class);
  }

  @Test
  void saysWhyThereIsNothingToUse() {
    assertThat(find("one", row(TaskState.SUCCEEDED, "system.Model", "/kept")))
        .isEqualTo(new RunAgain("the run starts again from one", true));
    assertThat(find("two")).isEqualTo(new RunAgain("run run-0 has no such task", false));
    assertThat(find("two", row(TaskState.FAILED, "system.Model", "/kept")))
        .isEqualTo(new RunAgain("it failed in run run-0", false));
    assertThat(find("two", row(TaskState.SKIPPED, "system.Model", "/kept")))
        .isEqualTo(new RunAgain("it was skipped (CONDITION_FALSE) in run run-0", false));
    assertThat(find("two", row(TaskState.UNSPECIFIED, "system.Model", "/kept")))
        .isEqualTo(new RunAgain("it did not end in run run-0", false));
  }
}
