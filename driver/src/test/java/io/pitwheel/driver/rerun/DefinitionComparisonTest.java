package io.pitwheel.driver.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionComparisonTest {
  private static final String PIPELINE =
      """
      pipelineInfo: {name: compared}
      schemaVersion: 2.1.0
      deploymentSpec:
        executors:
          exec-step: {container: {image: 'image:1', command: [run]}}
          exec-import: {importer: {artifactUri: {constant: '/data'}, typeSchema: {schemaTitle: system.Dataset}}}
      components:
        comp-step:
          executorLabel: exec-step
          inputDefinitions: {parameters: {n: {parameterType: NUMBER_INTEGER, isOptional: true}}}
        comp-import:
          executorLabel: exec-import
          outputDefinitions: {artifacts: {artifact: {artifactType: {schemaTitle: system.Dataset}}}}
        comp-inner:
          dag: {tasks: {leaf: {componentRef: {name: comp-step}, taskInfo: {name: leaf}}}}
          inputDefinitions: {parameters: {n: {parameterType: NUMBER_INTEGER, isOptional: true}}}
      root:
        inputDefinitions: {parameters: {n: {parameterType: NUMBER_INTEGER, defaultValue: 1}}}
        dag:
          tasks:
            step:
              componentRef: {name: comp-step}
              taskInfo: {name: step}
              inputs: {parameters: {n: {componentInputParameter: n}}}
              cachingOptions: {enableCache: true}
            inner: {componentRef: {name: comp-inner}, taskInfo: {name: inner}}
            imported: {componentRef: {name: comp-import}, taskInfo: {name: imported}}
      """;

  static Stream<Arguments> differences() {
    return Stream.of(
        arguments("step", "image:1", "image:2", "the image"),
        arguments(
            "step",
            "{componentInputParameter: n}",
            "{runtimeValue: {constant: 2}}",
            "where its inputs come from"),
        arguments(
            "step", "cachingOptions: {enableCache: true}", "cachingOptions: {}", "its caching"),
        arguments(
            "step",
            "cachingOptions: {enableCache: true}",
            "dependentTasks: [inner]",
            "what it waits for"),
        arguments("imported", "constant: '/data'", "constant: '/other'", "what it imports"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void namesWhatDiffers(String task, String now, String then, String expected) {
    assertThat(PIPELINE).contains(now);

    List<String> found = between(task, PIPELINE, PIPELINE.replace(now, then));

    assertThat(found).anySatisfy(difference -> assertThat(difference).startsWith(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"step", "inner", "imported"})
  void findsNothingBetweenATaskAndItself(String task) {
    assertThat(between(task, PIPELINE, PIPELINE)).isEmpty();
  }

  @Test
  void saysThatATaskIsOfAnotherKind() {
    TaskGraph graph = graph(PIPELINE);

    assertThat(DefinitionComparison.between(node(graph, "step"), node(graph, "inner")))
        .contains("its kind");
  }

  private static List<String> between(String task, String first, String second) {
    return DefinitionComparison.between(node(graph(first), task), node(graph(second), task));
  }

  private static TaskNode node(TaskGraph graph, String key) {
    return graph.find(ScopePath.ROOT.child(key)).orElseThrow();
  }

  private static TaskGraph graph(String document) {
    return TaskGraph.of(PipelineDocumentReader.read(document).specification());
  }
}
