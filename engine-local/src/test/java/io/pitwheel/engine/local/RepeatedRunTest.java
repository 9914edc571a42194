package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.RunState;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RepeatedRunTest extends LocalRunFixture {
  /** Caching is off: what is kept is not found by it. */
  private static final String PIPELINE =
      """
      pipelineInfo: {name: repeated}
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.0
      components:
        comp-load:
          executorLabel: exec-load
          outputDefinitions:
            artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}
            parameters: {rows: {parameterType: NUMBER_INTEGER}}
        comp-train:
          executorLabel: exec-train
          inputDefinitions:
            artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}
            parameters: {rows: {parameterType: NUMBER_INTEGER}}
          outputDefinitions:
            parameters: {score: {parameterType: NUMBER_INTEGER}}
        comp-report:
          executorLabel: exec-report
          inputDefinitions: {parameters: {score: {parameterType: NUMBER_INTEGER}}}
      deploymentSpec:
        executors:
          exec-load:
            container:
              image: alpine
              command: [sh, -c, 'mkdir -p "$(dirname "$0")" "$(dirname "$1")"; echo x > "$0"; echo 3 > "$1"']
              args: ['{{$.outputs.artifacts[''data''].path}}', '{{$.outputs.parameters[''rows''].output_file}}']
          exec-train:
            container:
              image: alpine
              command: [sh, -c, 'mkdir -p "$(dirname "$1")"; cat "$0" > /dev/null; echo 7 > "$1"']
              args: ['{{$.inputs.artifacts[''data''].path}}', '{{$.outputs.parameters[''score''].output_file}}']
          exec-report:
            container: {image: alpine, command: [sh, -c, 'exit 0']}
      root:
        dag:
          tasks:
            load: {componentRef: {name: comp-load}, cachingOptions: {}}
            train:
              componentRef: {name: comp-train}
              cachingOptions: {}
              dependentTasks: [load]
              inputs:
                artifacts: {data: {taskOutputArtifact: {producerTask: load, outputArtifactKey: data}}}
                parameters: {rows: {taskOutputParameter: {producerTask: load, outputParameterKey: rows}}}
            report:
              componentRef: {name: comp-report}
              cachingOptions: {}
              dependentTasks: [train]
              inputs: {parameters: {score: {taskOutputParameter: {producerTask: train, outputParameterKey: score}}}}
      """;

  @Test
  void takesOverWhatStandsBeforeTheTask() throws InterruptedException {
    begin(PIPELINE, null);
    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    String earlier = runId();
    Task loaded = task("load");

    repeat("report");

    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(task("load").state()).isEqualTo(TaskState.CACHED);
    assertThat(task("load").outputs()).isEqualTo(loaded.outputs());
    assertThat(task("load").decision())
        .isEqualTo(
            "taken over from run %s, which this run repeats: outputs of its task %s"
                .formatted(earlier, loaded.id()));
    assertThat(task("train").state()).isEqualTo(TaskState.CACHED);
    assertThat(task("report").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("report").decision()).isEqualTo("runs again: the run starts again from report");
  }

  @Test
  void takesOverTheSameAfterARestart() throws InterruptedException {
    begin(PIPELINE, null);
    end();
    Task loaded = task("load");

    repeat("train");
    restart();

    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(task("load").state()).isEqualTo(TaskState.CACHED);
    assertThat(task("load").outputs()).isEqualTo(loaded.outputs());
    assertThat(task("train").state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void repeatsARepetition() throws InterruptedException {
    begin(PIPELINE, null);
    end();
    repeat("report");
    end();

    repeat("train");

    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(task("load").state()).isEqualTo(TaskState.CACHED);
    assertThat(task("train").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("report").decision())
        .isEqualTo("runs again: train runs again, and report depends on it");
  }

  @Test
  void makesLostArtifactsAgainAndSaysSo() throws InterruptedException, IOException {
    begin(PIPELINE, null);
    end();
    String data = task("load").outputs().artifacts().values().iterator().next().getFirst().uri();
    Files.delete(Path.of(data));

    repeat("report");

    assertThat(end().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(task("load").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("load").decision())
        .startsWith("runs again: of what it made in run ")
        .endsWith("artifact " + data + " is gone");
    assertThat(task("train").decision()).startsWith("runs again: input artifact data differs");
  }
}
