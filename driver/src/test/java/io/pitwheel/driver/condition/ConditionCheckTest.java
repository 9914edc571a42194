package io.pitwheel.driver.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import org.junit.jupiter.api.Test;

class ConditionCheckTest {
  private static final String PIPELINE =
      """
      pipelineInfo: {name: conditions}
      schemaVersion: 2.1.0
      components: {comp-do: {executorLabel: exec-do, inputDefinitions: {parameters: {x: {parameterType: STRING}}}}}
      deploymentSpec: {executors: {exec-do: {container: {image: none, command: ['true']}}}}
      root:
        dag:
          tasks:
            do:
              componentRef: {name: comp-do}
              inputs: {parameters: {x: {runtimeValue: {constant: it's}}}}
              triggerPolicy: {condition: "CONDITION"}
      """;

  @Test
  void warnsOfAConditionThatCannotBeReadWithItsPlaceAndPosition() {
    assertThat(ConditionCheck.warnings(graph("inputs.parameter_values['x'] == 'it's'")))
        .singleElement()
        .asString()
        .startsWith("root.dag.tasks.do.triggerPolicy.condition: ")
        .contains("'it's'", "line 1, character");
  }

  @Test
  void saysNothingOfConditionsThatCanBeRead() {
    assertThat(ConditionCheck.warnings(graph("inputs.parameter_values['y'] < 3"))).isEmpty();
    assertThat(ConditionCheck.warnings(graph(""))).isEmpty();
  }

  private static TaskGraph graph(String condition) {
    return TaskGraph.of(
        PipelineDocumentReader.read(PIPELINE.replace("CONDITION", condition)).specification());
  }
}
