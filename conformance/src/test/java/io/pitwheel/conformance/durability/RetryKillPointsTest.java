package io.pitwheel.conformance.durability;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.task.TaskState;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A failed run goes on by a retry whose server is killed over and over: what had succeeded before
 * is kept and not launched again, what failed or waited runs, and nothing runs after its end.
 */
class RetryKillPointsTest extends KilledServerFixture {
  private static final int KILLS = Integer.getInteger("pitwheel.kills", 50) * 3 / 10;
  private static final int ITERATIONS = 24;
  private static final List<String> KEPT = List.of("first", "second");
  private static final List<String> RETRIED = List.of("third", "fourth");

  @Test
  void keepsWhatSucceededWhereverTheRetryIsKilled() throws Exception {
    long seed = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("RetryKillPointsTest: seed " + seed + ", " + KILLS + " kills");
    Files.writeString(folder.resolve("request.json"), request());
    rehearse(request());
    serveAndKill(DyingServer.RUN, 0, new Random(seed));
    assertThat(stateOfTheRun()).isEqualTo(RunState.FAILED);
    Map<String, Integer> before = new HashMap<>(launches());
    Files.createFile(folder.resolve("healed"));

    int deaths = serveAndKill(DyingServer.RETRY, KILLS, new Random(seed));

    assertThat(deaths).as("deaths before the run had ended").isEqualTo(KILLS);
    assertThat(stateOfTheRun()).isEqualTo(RunState.SUCCEEDED);
    Map<String, Integer> after = launches();
    assertThat(names(KEPT)).allSatisfy(name -> assertThat(after.get(name)).as(name).isEqualTo(1));
    assertThat(names(List.of("third")))
        .allSatisfy(name -> assertThat(after.get(name)).as(name).isGreaterThan(before.get(name)));
    assertThat(names(List.of("fourth"))).noneMatch(before::containsKey);
    assertThat(launchesAtFirstEnd)
        .as("launches when first seen to have succeeded")
        .containsOnlyKeys(after.keySet())
        .isEqualTo(after);
    assertThat(processesOfTheRun()).as("processes left behind").isEmpty();
    assertEachTaskIsThereOnce();
  }

  private RunState stateOfTheRun() {
    try (Stores stores = open()) {
      return stores.runs().find(RUN_ID).orElseThrow().state();
    }
  }

  private void assertEachTaskIsThereOnce() {
    try (Stores stores = open()) {
      assertThat(stores.tasks().list(RUN_ID))
          .hasSize(ITERATIONS * (KEPT.size() + RETRIED.size()) + 2)
          .allMatch(task -> task.state() == TaskState.SUCCEEDED)
          .extracting(task -> task.reference())
          .doesNotHaveDuplicates();
    }
  }

  private static List<String> names(List<String> steps) {
    return steps.stream()
        .flatMap(step -> IntStream.range(0, ITERATIONS).mapToObj(index -> step + index))
        .toList();
  }

  private String request() {
    String healed = folder.resolve("healed").toString();
    String tasks =
        String.join(
            ",",
            task("first", "", "true"),
            task("second", "first", "true"),
            task("third", "second", "test -e '%s'".formatted(healed)),
            task("fourth", "third", "true"));
    String items = IntStream.range(0, ITERATIONS).mapToObj(Integer::toString).collect(joining(","));
    return """
    {"run_id": "%s", "display_name": "retried", "pipeline_spec": {
      "pipelineInfo": {"name": "retried"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "echo launched >> '%s'/$0; eval $1"],
        "args": ["{{$.inputs.parameters['step']}}{{$.inputs.parameters['item']}}",
          "{{$.inputs.parameters['check']}}"]}}}},
      "components": {
        "comp-mark": {"executorLabel": "exec-mark", "inputDefinitions": {"parameters": {
          "step": {"parameterType": "STRING"}, "check": {"parameterType": "STRING"},
          "item": {"parameterType": "NUMBER_INTEGER"}}}},
        "comp-loop": {"dag": {"tasks": {%s}},
          "inputDefinitions": {"parameters": {"item": {"parameterType": "NUMBER_INTEGER"}}}}},
      "root": {"dag": {"tasks": {"loop": {"componentRef": {"name": "comp-loop"},
        "taskInfo": {"name": "loop"},
        "parameterIterator": {"itemInput": "item", "items": {"raw": "[%s]"}}}}}}}}
    """
        .formatted(RUN_ID, marks(), tasks, items);
  }

  private static String task(String step, String before, String check) {
    String dependency = before.isEmpty() ? "" : ", \"dependentTasks\": [\"%s\"]".formatted(before);
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {
        "step": {"runtimeValue": {"constant": "%1$s"}},
        "check": {"runtimeValue": {"constant": "%3$s"}},
        "item": {"componentInputParameter": "item"}}}}\
    """
        .formatted(step, dependency, check);
  }
}
