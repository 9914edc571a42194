package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SystemLogTest extends LocalRunFixture {
  @Test
  void tellsOfEveryTaskWhatWasResolvedAndDecidedWithoutSecrets() throws Exception {
    begin(pipeline("exit 3"), null);

    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(lines("work"))
        .contains(
            "\"message\":\"inputs resolved\"",
            "\"epochs\":3",
            "\"db_password\":\"***\"",
            "\"message\":\"no earlier task with these inputs\"",
            "\"message\":\"starting\"",
            "\"image\":\"alpine\"")
        .doesNotContain("hunter22");
    assertThat(lines("after")).contains("\"message\":\"skipped: UPSTREAM_FAILED\"");
    assertThat(lines("never")).contains("\"message\":\"skipped: CONDITION_FALSE\"");
    assertThat(lines("wrong")).contains("nothing started: the task cannot be run");
    Path root = Path.of(task("work").systemLogUri()).resolveSibling("../driver-logs").normalize();
    assertThat(Files.readString(root)).contains("\"type\":\"ROOT\"", "entering the graph");
  }

  @Test
  void noLogFailsATask() throws Exception {
    begin(pipeline("rm -rf DATA; echo > DATA"), null);

    end();

    Task work = task("work");
    assertThat(work.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(work.systemLogUri()).isEmpty();
    assertThat(work.warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("keeping the system log at "));
  }

  private String lines(String path) throws IOException {
    return Files.readString(Path.of(task(path).systemLogUri()));
  }

  /** A task, one that depends on it, one whose condition is false, and one that cannot be run. */
  private String pipeline(String script) {
    String folder = data.resolve("artifacts").toString();
    return """
    pipelineInfo: {name: told}
    schemaVersion: 2.1.0
    root:
      dag:
        tasks:
          work:
            taskInfo: {name: work}
            componentRef: {name: comp-work}
            cachingOptions: {enableCache: true}
            inputs:
              parameters:
                epochs: {runtimeValue: {constant: 3}}
                db_password: {runtimeValue: {constant: hunter22}}
          after:
            taskInfo: {name: after}
            componentRef: {name: comp-plain}
            dependentTasks: [work]
          never:
            taskInfo: {name: never}
            componentRef: {name: comp-plain}
            triggerPolicy: {condition: "1 == 2"}
          wrong:
            taskInfo: {name: wrong}
            componentRef: {name: comp-plain}
            triggerPolicy: {condition: "'a' < 1"}
    components:
      comp-work:
        executorLabel: exec-work
        inputDefinitions:
          parameters:
            epochs: {parameterType: NUMBER_INTEGER}
            db_password: {parameterType: STRING}
      comp-plain: {executorLabel: exec-plain}
    deploymentSpec:
      executors:
        exec-work:
          container: {image: alpine, command: [sh, -c, "SCRIPT"]}
        exec-plain:
          container: {image: alpine, command: ["true"]}
    """
        .replace("SCRIPT", script.replace("DATA", folder));
  }
}
