package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a run ends, nothing of it goes on, and exit tasks run only when they should. */
@Timeout(60)
class EndingProcessesTest extends LocalRunFixture {
  /** A process, its child and its grandchild, all deaf to the wish to end. */
  private static final String STUBBORN =
      "trap '' TERM INT; sh -c 'trap \"\" TERM INT;"
          + " sh -c '\"'\"'trap \"\" TERM INT; echo $$ > FOLDER/c.new; mv FOLDER/c.new FOLDER/grandchild;"
          + " while :; do sleep 1000; done'\"'\"' & echo $! > /dev/null; echo $$ > FOLDER/b.new;"
          + " mv FOLDER/b.new FOLDER/child; while :; do sleep 1000; done' &"
          + " echo $$ > FOLDER/a.new; mv FOLDER/a.new FOLDER/parent; while :; do sleep 1000; done";

  @Test
  void endsEverythingOfATerminatedRunWithoutItsExitTask() throws Exception {
    begin(pipeline(STUBBORN, ""), null);
    long parent = processIn("parent");
    long child = processIn("child");
    long grandchild = processIn("grandchild");

    terminate();
    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.failure()).isNotNull();
    assertThat(run.failure().code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(task("work").failure()).isNotNull();
    assertThat(task("work").failure().code()).isEqualTo(ErrorCode.CANCELLED);
    assertGone(parent);
    assertGone(child);
    assertGone(grandchild);
    assertThat(hasTask("goodbye")).isFalse();
    assertThat(data.resolve("goodbye")).doesNotExist();
  }

  @Test
  void runsTheExitTaskAfterAFailure() throws Exception {
    begin(pipeline("exit 3", ""), null);

    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(task("goodbye").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(data.resolve("goodbye")).exists();
  }

  @Test
  void endsATaskAfterItsOwnDeadlineAndRunsTheExitTask() throws Exception {
    begin(
        pipeline(
            STUBBORN, "deploymentSpec: {executors: {exec-work: {activeDeadlineSeconds: '1'}}}"),
        null);

    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(task("work").failure()).isNotNull();
    assertThat(task("work").failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(task("work").failure().message()).contains("the 1s it is allowed");
    assertThat(task("goodbye").state()).isEqualTo(TaskState.SUCCEEDED);
    assertGoneIfStarted("grandchild");
  }

  @Test
  void endsARunAfterTheDeadlineOfItsPipeline() throws Exception {
    begin(pipeline(STUBBORN, "pipelineConfig: {activeDeadlineSeconds: 1}"), null);

    assertEndedByDeadline("activeDeadlineSeconds");
  }

  @Test
  void endsARunAfterTheTimeoutOfItsUser() throws Exception {
    begin(
        pipeline(STUBBORN, "pipelineConfig: {activeDeadlineSeconds: 600}"), Duration.ofMillis(900));

    assertEndedByDeadline("timeout");
  }

  @Test
  void makesFillsAndRemovesAVolume() throws Exception {
    begin(
        """
        schemaVersion: 2.1.0
        pipelineInfo: {name: volumes}
        components:
          comp-create:
            executorLabel: exec-create
            inputDefinitions: {parameters: {size: {parameterType: STRING}, pvc_name_suffix: {parameterType: STRING}}}
            outputDefinitions: {parameters: {name: {parameterType: STRING}}}
          comp-delete:
            executorLabel: exec-delete
            inputDefinitions: {parameters: {pvc_name: {parameterType: STRING}}}
          comp-work: {executorLabel: exec-work}
        deploymentSpec:
          executors:
            exec-create: {container: {image: argostub/createpvc}}
            exec-delete: {container: {image: argostub/deletepvc}}
            exec-work: {container: {image: any, command: [sh, -c, 'touch "$PITWHEEL_VOLUME_NO_DATA/file"']}}
        root:
          dag:
            tasks:
              create:
                componentRef: {name: comp-create}
                cachingOptions: {enableCache: true}
                inputs:
                  parameters:
                    size: {runtimeValue: {constant: 1Gi}}
                    pvc_name_suffix: {runtimeValue: {constant: -data}}
              work:
                componentRef: {name: comp-work}
              delete:
                componentRef: {name: comp-delete}
                dependentTasks: [work]
                inputs:
                  parameters:
                    pvc_name: {taskOutputParameter: {producerTask: create, outputParameterKey: name}}
        ---
        platforms:
          kubernetes:
            deploymentSpec:
              executors:
                exec-work:
                  pvcMount:
                  - mountPath: /no/data
                    pvcNameParameter: {taskOutputParameter: {producerTask: create, outputParameterKey: name}}
        """,
        null);

    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    String name = task("create").id() + "-data";
    assertThat(task("create").outputs().parameters()).isEqualTo(Map.of("name", JsonValue.of(name)));
    assertThat(task("work").warnings()).anySatisfy(warning -> assertThat(warning).contains(name));
    assertThat(data.resolve("volumes")).isEmptyDirectory();
  }

  private void assertEndedByDeadline(String reason) throws InterruptedException, IOException {
    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.failure()).isNotNull();
    assertThat(run.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(run.failure().message()).contains(reason);
    assertGoneIfStarted("grandchild");
    assertThat(hasTask("goodbye")).isFalse();
  }

  private String pipeline(String script, String kubernetes) {
    return """
    schemaVersion: 2.1.0
    pipelineInfo: {name: processes}
    components:
      comp-work: {executorLabel: exec-work}
      comp-goodbye: {executorLabel: exec-goodbye}
    deploymentSpec:
      executors:
        exec-work: {container: {image: any, command: [sh, -c, SCRIPT]}}
        exec-goodbye: {container: {image: any, command: [touch, FOLDER/goodbye]}}
    root:
      dag:
        tasks:
          work:
            componentRef: {name: comp-work}
          goodbye:
            componentRef: {name: comp-goodbye}
            dependentTasks: [work]
            triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
    ---
    platforms: {kubernetes: {KUBERNETES}}
    """
        .replace("SCRIPT", "'" + script.replace("'", "''") + "'")
        .replace("{KUBERNETES}", kubernetes.isEmpty() ? "{}" : "{" + kubernetes + "}")
        .replace("FOLDER", data.toString());
  }
}
