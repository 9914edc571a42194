package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that are large in one dimension, through a server's routes. */
class LargePipelinesTest {
  private static final int LEVELS = 50;
  private static final String HEAD =
      """
      pipelineInfo: {name: large}
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.0
      """;

  @TempDir Path data;
  private PitwheelServer here;
  private PipelineServer server;

  @BeforeEach
  void open() {
    here =
        PitwheelServer.start(
            ServerSettings.local(data.resolve("data")), new LocalEngineFactory(4, parts -> parts));
    server = new PipelineServer(here.address());
  }

  @AfterEach
  void close() {
    server.close();
    here.close();
  }

  @Test
  void runsFiftyGraphsInsideOneAnother() throws Exception {
    JsonObject result = run(nested(LEVELS), new JsonObject(Map.of("x", JsonValue.of("deep"))));

    assertThat(result.members()).containsEntry("state", JsonValue.of("SUCCEEDED"));
    String path = "level/".repeat(LEVELS) + "leaf";
    JsonObject leaf = object(object(result, "tasks"), path);
    assertThat(JsonWriter.write(object(leaf, "inputs"))).contains("{\"x\":\"deep\"}");
    assertThat(JsonWriter.write(object(result, "outputs"))).contains("{\"y\":\"deep\"}");
  }

  @Test
  void showsWhereALargeParameterIsAndNotTheParameter() throws Exception {
    String list = "[" + "\"abcdefgh\",".repeat(30_000) + "1]";

    JsonObject result = run(passing(), new JsonObject(Map.of("x", JsonReader.read(list))));

    assertThat(result.members()).containsEntry("state", JsonValue.of("SUCCEEDED"));
    JsonObject passedOn = object(object(object(result, "outputs"), "parameters"), "y");
    assertThat(passedOn.members()).containsOnlyKeys("uri", "bytes", "sha256");
    assertThat(passedOn.members()).containsEntry("bytes", JsonValue.of(list.length()));
    assertThat(Path.of(JsonWriter.text(value(passedOn, "uri")))).hasSize(list.length());
    String run = "/apis/v2beta1/runs/" + JsonWriter.text(value(result, "run_id"));
    for (String route :
        new String[] {
          "/apis/v2beta1/runs", run, run + "?view=FULL", run + "/tasks?page_size=200"
        }) {
      assertThat(server.get(route)).as(route).contains("sha256").hasSizeLessThan(20_000);
    }
  }

  @Test
  void foretellsThatATaskIsKeptWhoseLargeParameterIsGivenAgain() throws Exception {
    String list = "[" + "\"abcdefgh\",".repeat(30_000) + "1]";
    JsonObject result = run(passing(), new JsonObject(Map.of("x", JsonReader.read(list))));
    String runId = JsonWriter.text(value(result, "run_id"));

    assertThat(verdictsOf(runId, list)).contains("\"reused_count\":1", "\"again_count\":1");
    assertThat(verdictsOf(runId, list.replace("1]", "2]")))
        .contains("\"again_count\":2", "input parameter x differs");
    try (var runs = Files.list(data.resolve("data/artifacts/large"))) {
      assertThat(runs).as("folders of runs, none of a run that was only foretold").hasSize(1);
    }
  }

  private String verdictsOf(String runId, String list) throws Exception {
    return server.post(
        "/apis/v2beta1/runs/%s:previewRerun".formatted(runId),
        """
        {"from": "other", "run": {"runtime_config": {"parameters": {"x": %s}}}}
        """
            .formatted(list));
  }

  @Test
  void passesOnAFolderOfTenThousandFilesAndAFileOfAGigabyte() throws Exception {
    JsonObject result = run(artifacts(), JsonObject.EMPTY);

    assertThat(JsonWriter.write(result))
        .contains("\"state\":\"SUCCEEDED\"")
        .doesNotContain("\"state\":\"FAILED\"");
  }

  private JsonObject run(String pipeline, JsonObject arguments)
      throws IOException, InterruptedException {
    return server.run(
        new BehaviourRun(
                PipelineText.documents(pipeline), arguments, JsonObject.EMPTY, JsonObject.EMPTY)
            .request("large", ""));
  }

  private static JsonObject object(JsonObject object, String key) {
    return (JsonObject) value(object, key);
  }

  private static JsonValue value(JsonObject object, String key) {
    return object.members().getOrDefault(key, JsonValue.ofNull());
  }

  private static String nested(int levels) {
    var components = new StringBuilder("components:\n");
    for (int level = 1; level <= levels; level++) {
      boolean isLast = level == levels;
      components
          .append("  comp-%d:%n".formatted(level))
          .append(dag(isLast ? "leaf" : "level", isLast ? "comp-leaf" : "comp-" + (level + 1)));
    }
    return components
        + """
          comp-leaf:
            executorLabel: exec
            inputDefinitions: {parameters: {x: {parameterType: STRING}}}
            outputDefinitions: {parameters: {y: {parameterType: STRING}}}
        deploymentSpec:
          executors:
            exec:
              container:
                image: sh
                command: [sh, -c, 'printf %s "$0" > "$1"']
                args: ["{{$.inputs.parameters['x']}}", "{{$.outputs.parameters['y'].output_file}}"]
        root:
        """
        + dag("level", "comp-1")
        + HEAD;
  }

  /** A graph that passes its input x to one task, and gives the task's y as its own. */
  private static String dag(String task, String component) {
    return """
        dag:
          outputs:
            parameters:
              y: {valueFromParameter: {producerSubtask: %s, outputParameterKey: y}}
          tasks:
            %s:
              componentRef: {name: %s}
              inputs: {parameters: {x: {componentInputParameter: x}}}
              taskInfo: {name: %s}
        inputDefinitions: {parameters: {x: {parameterType: STRING}}}
        outputDefinitions: {parameters: {y: {parameterType: STRING}}}
    """
        .formatted(task, task, component, task);
  }

  /** A component that copies a file which nobody gave it as an argument. */
  private static String passing() {
    return """
    components:
      comp-other:
        executorLabel: exec-other
      comp-make:
        executorLabel: exec
        inputDefinitions: {parameters: {x: {parameterType: LIST}}}
        outputDefinitions: {parameters: {y: {parameterType: LIST}}}
    deploymentSpec:
      executors:
        exec:
          container:
            image: sh
            command: [sh, -c, '{ printf "["; yes "\\"abcdefgh\\"," | head -n 30000; printf "1]"; } > "$0"']
            args: ["{{$.outputs.parameters['y'].output_file}}"]
        exec-other:
          container:
            image: sh
            command: ['true']
    root:
      dag:
        outputs:
          parameters:
            y: {valueFromParameter: {producerSubtask: make, outputParameterKey: y}}
        tasks:
          make:
            componentRef: {name: comp-make}
            inputs: {parameters: {x: {componentInputParameter: x}}}
            taskInfo: {name: make}
          other:
            componentRef: {name: comp-other}
            taskInfo: {name: other}
      inputDefinitions: {parameters: {x: {parameterType: LIST}}}
      outputDefinitions: {parameters: {y: {parameterType: LIST}}}
    """
        + HEAD;
  }

  private static String artifacts() {
    return """
    components:
      comp-make:
        executorLabel: exec-make
        outputDefinitions:
          artifacts:
            folder: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}
            file: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}
      comp-use:
        executorLabel: exec-use
        inputDefinitions:
          artifacts:
            folder: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}
            file: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}
    deploymentSpec:
      executors:
        exec-make:
          container:
            image: sh
            command: [sh, -c, 'mkdir -p "$0" && cd "$0" && seq 10000 | xargs touch && truncate -s 1G "$1"']
            args: ["{{$.outputs.artifacts['folder'].path}}", "{{$.outputs.artifacts['file'].path}}"]
        exec-use:
          container:
            image: sh
            command: [sh, -c, 'test "$(ls "$0" | wc -l)" = 10000 && test "$(wc -c < "$1")" = 1073741824']
            args: ["{{$.inputs.artifacts['folder'].path}}", "{{$.inputs.artifacts['file'].path}}"]
    root:
      dag:
        tasks:
          make: {componentRef: {name: comp-make}, taskInfo: {name: make}}
          use:
            componentRef: {name: comp-use}
            dependentTasks: [make]
            inputs:
              artifacts:
                folder: {taskOutputArtifact: {outputArtifactKey: folder, producerTask: make}}
                file: {taskOutputArtifact: {outputArtifactKey: file, producerTask: make}}
            taskInfo: {name: use}
    """
        + HEAD;
  }
}
