package io.pitwheel.specification.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimSizeRulesTest {
  @Test
  void refusesAConstantSizeThatIsNoQuantity() {
    assertThatThrownBy(() -> read("argostub/createpvc", "runtimeValue: {constant: rather large}"))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception ->
                assertThat(exception.path())
                    .isEqualTo(
                        "components.comp-inner.dag.tasks.make.inputs.parameters.size.runtimeValue.constant"))
        .hasMessageContainingAll("\"rather large\"", "1.5Gi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runtimeValue: {constant: 5Gi}",
        "runtimeValue: {constant: '{{$.inputs.parameters[''much'']}}'}",
        "componentInputParameter: much"
      })
  void takesQuantitiesAndWhatOnlyARunSays(String size) {
    assertThat(read("argostub/createpvc", size).warnings()).isEmpty();
  }

  @Test
  void letsOtherTasksCallWhatTheyLikeASize() {
    assertThat(read("any:1", "runtimeValue: {constant: rather large}").warnings()).isEmpty();
  }

  private static ReadPipeline read(String image, String size) {
    return PipelineDocumentReader.read(
        """
        schemaVersion: 2.1.0
        pipelineInfo: {name: claims}
        components:
          comp-make:
            executorLabel: exec-make
            inputDefinitions: {parameters: {size: {parameterType: STRING}}}
          comp-inner:
            inputDefinitions: {parameters: {much: {parameterType: STRING}}}
            dag:
              tasks:
                make:
                  componentRef: {name: comp-make}
                  inputs: {parameters: {size: {%s}}}
        deploymentSpec:
          executors:
            exec-make: {container: {image: '%s', command: [echo]}}
        root:
          dag:
            tasks:
              inner:
                componentRef: {name: comp-inner}
                inputs: {parameters: {much: {runtimeValue: {constant: 1Gi}}}}
        """
            .formatted(size, image));
  }
}
