package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.run.RunState;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Graphs of more tasks than anybody draws; the commands do nothing. */
class LargeGraphTest extends LocalRunFixture {
  private static final int TASKS = 2_000;
  private static final int WIDTH = 20;

  @Override
  protected TaskLauncher launching(TaskLauncher ofProcesses) {
    return new TaskLauncher() {
      @Override
      public LaunchResult launch(LaunchInstruction instruction) {
        return new LaunchResult.Succeeded(TaskValues.NONE, List.of());
      }

      @Override
      public void stop(String taskId) {
        // Nothing is ever under way.
      }
    };
  }

  @Test
  @Timeout(300)
  void runsTwoThousandWrittenTasksThatWaitForEachOther() throws Exception {
    begin(layers(), null);

    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(tasks())
        .hasSize(TASKS + 1)
        .extracting(Task::state)
        .containsOnly(TaskState.SUCCEEDED);
  }

  /** Each task of a layer waits for all of the layer before. */
  private static String layers() {
    return """
    components:
      comp: {executorLabel: exec}
    deploymentSpec:
      executors:
        exec: {container: {image: none, command: ['true']}}
    pipelineInfo: {name: layers}
    schemaVersion: 2.1.0
    sdkVersion: kfp-2.17.0
    root:
      dag:
        tasks:
    """
        + IntStream.range(0, TASKS).mapToObj(LargeGraphTest::task).collect(Collectors.joining());
  }

  private static String task(int number) {
    int layer = number / WIDTH;
    String dependencies =
        IntStream.range(Math.max(0, layer - 1) * WIDTH, layer * WIDTH)
            .mapToObj("t%d"::formatted)
            .collect(Collectors.joining(", "));
    return "      t%d: {componentRef: {name: comp}, taskInfo: {name: t%d}, dependentTasks: [%s]}%n"
        .formatted(number, number, dependencies);
  }
}
