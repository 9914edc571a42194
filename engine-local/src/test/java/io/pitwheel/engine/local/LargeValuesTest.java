package io.pitwheel.engine.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A list that no row keeps and no command takes goes everywhere else. */
class LargeValuesTest extends LocalRunFixture {
  private static final String PIPELINE =
      """
      components:
        comp-make:
          executorLabel: exec-make
          outputDefinitions:
            parameters: {items: {parameterType: LIST}}
        comp-inner:
          dag:
            outputs:
              parameters:
                items: {valueFromParameter: {producerSubtask: make, outputParameterKey: items}}
            tasks:
              make: {componentRef: {name: comp-make}, taskInfo: {name: make}}
          outputDefinitions:
            parameters: {items: {parameterType: LIST}}
        comp-use:
          executorLabel: exec-use
          inputDefinitions:
            parameters: {x: {parameterType: STRING}}
        comp-loop:
          dag:
            tasks:
              body:
                componentRef: {name: comp-use}
                inputs: {parameters: {x: {componentInputParameter: item}}}
                taskInfo: {name: body}
          inputDefinitions:
            parameters: {items: {parameterType: LIST}, item: {parameterType: STRING}}
      deploymentSpec:
        executors:
          exec-make:
            container:
              image: sh
              command: [sh, -c]
              args:
              - a=$(head -c 60000 /dev/zero | tr '\\0' a); printf '["%s", "%s", "%s", "b"]' $a $a $a > "$0"
              - "{{$.outputs.parameters['items'].output_file}}"
          exec-use:
            container:
              image: sh
              command: [sh, -c, 'test -n "$0"']
              args: ["{{$.inputs.parameters['x']}}"]
      pipelineInfo: {name: large}
      root:
        dag:
          outputs:
            parameters:
              items: {valueFromParameter: {producerSubtask: inner, outputParameterKey: items}}
          tasks:
            inner: {componentRef: {name: comp-inner}, taskInfo: {name: inner}}
            pick:
              componentRef: {name: comp-use}
              dependentTasks: [inner]
              inputs:
                parameters:
                  x:
                    parameterExpressionSelector: list_value[3]
                    taskOutputParameter: {outputParameterKey: items, producerTask: inner}
              taskInfo: {name: pick}
            loop:
              componentRef: {name: comp-loop}
              dependentTasks: [inner]
              inputs:
                parameters:
                  items: {taskOutputParameter: {outputParameterKey: items, producerTask: inner}}
              parameterIterator: {itemInput: item, items: {inputParameter: items}}
              taskInfo: {name: loop}
              triggerPolicy: {condition: "inputs.parameter_values['items'].size() == 4"}
            whole:
              componentRef: {name: comp-use}
              dependentTasks: [inner]
              inputs:
                parameters:
                  x: {taskOutputParameter: {outputParameterKey: items, producerTask: inner}}
              taskInfo: {name: whole}
        outputDefinitions:
          parameters: {items: {parameterType: LIST}}
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.0
      """;

  @Test
  void passesAValueOnThatNoRowKeepsAndRefusesItAsAnArgument() throws Exception {
    begin(PIPELINE, null);

    assertThat(end().state()).isEqualTo(RunState.FAILED);
    JsonSpilled spilled = (JsonSpilled) output(task("inner/make"));
    assertThat(spilled.form()).isEqualTo(Form.LIST);
    assertThat(spilled.location()).endsWith("/inner/make/1/large-outputs/items");
    assertThat(Path.of(spilled.location())).hasSize(spilled.bytes());
    assertThat(output(task("inner"))).isEqualTo(spilled);
    assertThat(output(task(""))).isEqualTo(spilled);
    assertThat(task("loop").inputs().parameters()).containsEntry("items", spilled);
    assertThat(task("loop").inputs().parameters()).containsEntry("item", spilled);
    assertThat(task("loop").iterationCount()).isEqualTo(4);
    assertThat(task("loop").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("pick").inputs().parameters()).containsEntry("x", JsonValue.of("b"));
    assertThat(task("pick").state()).isEqualTo(TaskState.SUCCEEDED);
    TaskFailure failure = requireNonNull(task("whole").failure());
    assertThat(failure.message())
        .contains("\"x\" of task whole", "a string of 180014 bytes", "at most 131071");
    assertThat(failure.path()).isEqualTo("root.dag.tasks.whole");
    assertThat(objects()).containsExactly(spilled.location());
  }

  @Test
  void makesAValueAgainWhoseObjectWasCut() throws Exception {
    begin(PIPELINE, null);
    end();
    JsonSpilled spilled = (JsonSpilled) output(task("inner/make"));
    Files.writeString(Path.of(spilled.location()), "[]");

    repeat("whole");
    end();

    assertThat(task("inner/make").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("inner/make").decision())
        .endsWith(
            "large value %s was changed: it has 2 bytes, not %d"
                .formatted(spilled.location(), spilled.bytes()));
    assertThat(output(task("inner/make")))
        .isInstanceOfSatisfying(
            JsonSpilled.class,
            made -> assertThat(Path.of(made.location())).hasSize(spilled.bytes()));
  }

  private static JsonValue output(Task task) {
    return requireNonNull(task.outputs().parameters().get("items"));
  }

  /** Every object that holds a large value. */
  private Stream<String> objects() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("artifacts"))) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(file -> file.contains("/large-"))
          .toList()
          .stream();
    }
  }
}
