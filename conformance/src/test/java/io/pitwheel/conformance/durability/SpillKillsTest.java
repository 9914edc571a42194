package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.task.Task;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.LargeValues;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A run whose parameter, constant and output are too large for rows. Its first server is killed at
 * the first point of all, the next one at the second, and so on: before and after each object is
 * written, and before and after the commit that points at it.
 */
class SpillKillsTest extends KilledServerFixture {
  /** A run that only just goes on takes nine; one that never does would take all of them. */
  private static final int MOST_LIVES = 30;

  private static final int FEWEST_DEATHS = 6;
  private static final String LIST = "[" + "\"abcdefgh\",".repeat(30_000) + "1]";
  private static final String CONSTANT = "c".repeat(150_000);

  @Test
  void noRowPointsAtAnObjectThatIsNotThere() throws Exception {
    Files.writeString(folder.resolve("request.json"), request());
    int exit = Countdown.KILLED;
    int deaths = 0;
    while (exit == Countdown.KILLED && deaths < MOST_LIVES) {
      exit = serve(DyingServer.RUN, deaths);
      deaths += exit == Countdown.KILLED ? 1 : 0;
      noteEnded();
    }

    assertThat(exit).as("exit of the last server").isZero();
    assertThat(deaths).isGreaterThanOrEqualTo(FEWEST_DEATHS);
    try (Stores stores = open()) {
      Run run = stores.runs().find(RUN_ID).orElseThrow();
      assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(loaded(run.creation().parameters())).containsEntry("x", JsonReader.read(LIST));
      Map<String, Task> tasks = new TreeMap<>();
      stores.tasks().list(RUN_ID).forEach(task -> tasks.put(task.displayName(), task));
      assertThat(loaded(tasks.get("make").outputs().parameters()))
          .containsEntry("y", JsonReader.read(LIST));
      assertThat(loaded(tasks.get("use").inputs().parameters()))
          .containsEntry("x", JsonReader.read(LIST))
          .containsEntry("y", JsonReader.read(LIST))
          .containsEntry("c", JsonValue.of(CONSTANT));
    }
  }

  @Override
  void noteEnded() throws IOException {
    try (Stores stores = open()) {
      stores.runs().find(RUN_ID).ifPresent(run -> loaded(run.creation().parameters()));
      for (Task task : stores.tasks().list(RUN_ID)) {
        loaded(task.inputs().parameters());
        loaded(task.outputs().parameters());
      }
    }
  }

  /** The parameters as they are; fails when an object is gone, or is not what was written. */
  private Map<String, JsonValue> loaded(Map<String, JsonValue> parameters) {
    LargeValues large = new SpilledObjects(new FolderObjectStore(folder.resolve("data")));
    var loaded = new TreeMap<String, JsonValue>();
    parameters.forEach((name, value) -> {
      assertThat(value).as(name).isInstanceOf(JsonSpilled.class);
      loaded.put(name, large.whole(value));
    });
    return loaded;
  }

  private static String request() {
    return """
    {"run_id": "%s", "display_name": "spilled",
     "runtime_config": {"parameters": {"x": %s}},
     "pipeline_spec": {
      "pipelineInfo": {"name": "spilled"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {
        "exec-make": {"container": {"image": "none", "command": ["sh", "-c",
          "{ printf '['; yes '\\"abcdefgh\\",' | head -n 30000 | tr -d '\\\\n'; printf '1]'; } > $0"],
          "args": ["{{$.outputs.parameters['y'].output_file}}"]}},
        "exec-use": {"container": {"image": "none", "command": ["true"]}}}},
      "components": {
        "comp-make": {"executorLabel": "exec-make",
          "outputDefinitions": {"parameters": {"y": {"parameterType": "LIST"}}}},
        "comp-use": {"executorLabel": "exec-use", "inputDefinitions": {"parameters": {
          "x": {"parameterType": "LIST"}, "y": {"parameterType": "LIST"},
          "c": {"parameterType": "STRING"}}}}},
      "root": {
        "inputDefinitions": {"parameters": {"x": {"parameterType": "LIST"}}},
        "dag": {"tasks": {
          "make": {"componentRef": {"name": "comp-make"}, "taskInfo": {"name": "make"}},
          "use": {"componentRef": {"name": "comp-use"}, "taskInfo": {"name": "use"},
            "dependentTasks": ["make"],
            "inputs": {"parameters": {
              "x": {"componentInputParameter": "x"},
              "y": {"taskOutputParameter": {
                "producerTask": "make", "outputParameterKey": "y"}},
              "c": {"runtimeValue": {"constant": "%s"}}}}}}}}}}
    """
        .formatted(RUN_ID, LIST, CONSTANT);
  }
}
