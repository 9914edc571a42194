package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A run of 200 tasks whose server is killed fifty times, before and after commits and effects: it
 * succeeds, nothing is lost, and what had ended does not run again.
 */
class KillPointsTest extends KilledServerFixture {
  private static final int KILLS = Integer.getInteger("pitwheel.kills", 50);
  private static final int ITERATIONS = 50;
  private static final List<String> STEPS = List.of("a", "b", "c", "d");

  @Test
  void goesOnWhereverItIsKilled() throws Exception {
    long seed = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("KillPointsTest: seed " + seed + ", " + KILLS + " kills");
    Files.writeString(folder.resolve("request.json"), request(marks(), ITERATIONS));
    rehearse(request(marks(), 1));

    int deaths = serveAndKill(DyingServer.RUN, KILLS, new Random(seed));

    assertThat(deaths).as("deaths before the run had ended").isEqualTo(KILLS);
    assertThat(launchesAtFirstEnd).hasSize(ITERATIONS * STEPS.size());
    assertThat(launches()).as("launches after a task's end").isEqualTo(launchesAtFirstEnd);
    assertThat(processesOfTheRun()).as("processes left behind").isEmpty();
    assertEverythingSucceeded();
  }

  private void assertEverythingSucceeded() {
    try (Stores stores = open()) {
      assertThat(stores.runs().find(RUN_ID).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(stores.tasks().list(RUN_ID))
          .hasSize(ITERATIONS * STEPS.size() + 2)
          .allMatch(task -> task.state() == TaskState.SUCCEEDED);
    }
  }

  private static String request(Path marks, int iterations) {
    String tasks =
        IntStream.range(0, STEPS.size())
            .mapToObj(KillPointsTest::task)
            .collect(Collectors.joining(","));
    String items =
        IntStream.range(0, iterations).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return """
    {"run_id": "%s", "display_name": "killed", "pipeline_spec": {
      "pipelineInfo": {"name": "killed"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "echo launched >> '%s'/$0"],
        "args": ["{{$.inputs.parameters['step']}}{{$.inputs.parameters['item']}}"]}}}},
      "components": {
        "comp-mark": {"executorLabel": "exec-mark", "inputDefinitions": {"parameters": {
          "step": {"parameterType": "STRING"}, "item": {"parameterType": "NUMBER_INTEGER"}}}},
        "comp-loop": {"dag": {"tasks": {%s}},
          "inputDefinitions": {"parameters": {"item": {"parameterType": "NUMBER_INTEGER"}}}}},
      "root": {"dag": {"tasks": {"loop": {"componentRef": {"name": "comp-loop"},
        "taskInfo": {"name": "loop"},
        "parameterIterator": {"itemInput": "item", "items": {"raw": "[%s]"}}}}}}}}
    """
        .formatted(RUN_ID, marks, tasks, items);
  }

  private static String task(int index) {
    String dependency =
        index == 0 ? "" : ", \"dependentTasks\": [\"%s\"]".formatted(STEPS.get(index - 1));
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {
        "step": {"runtimeValue": {"constant": "%1$s"}},
        "item": {"componentInputParameter": "item"}}}}\
    """
        .formatted(STEPS.get(index), dependency);
  }
}
