package io.pitwheel.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTypesTest {
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  pipelineInfo: {name: every-type}
                  schemaVersion: 2.1.0
                  components:
                    comp-step: {executorLabel: exec-step}
                    comp-bring:
                      executorLabel: exec-bring
                      outputDefinitions:
                        artifacts: {artifact: {artifactType: {schemaTitle: system.Artifact}}}
                    comp-group:
                      dag: {tasks: {inner: {componentRef: {name: comp-step}}}}
                    comp-branches:
                      dag:
                        tasks:
                          condition-2:
                            componentRef: {name: comp-group}
                            triggerPolicy: {condition: "true"}
                          condition-3:
                            componentRef: {name: comp-group}
                            triggerPolicy: {condition: "false"}
                    comp-loop:
                      inputDefinitions: {parameters: {item: {parameterType: NUMBER_INTEGER}}}
                      dag: {tasks: {inner: {componentRef: {name: comp-step}}}}
                  deploymentSpec:
                    executors:
                      exec-step: {container: {image: a, command: ["true"]}}
                      exec-bring:
                        importer:
                          artifactUri: {constant: "gs://bucket/key"}
                          typeSchema: {schemaTitle: system.Artifact}
                  root:
                    dag:
                      tasks:
                        step: {componentRef: {name: comp-step}}
                        bring: {componentRef: {name: comp-bring}}
                        group: {componentRef: {name: comp-group}}
                        condition-branches-1: {componentRef: {name: comp-branches}}
                        for-loop-4:
                          componentRef: {name: comp-loop}
                          parameterIterator: {itemInput: item, items: {raw: "[1]"}}
                        exit-handler-5: {componentRef: {name: comp-group}}
                        exit-handler-6: {componentRef: {name: comp-group}}
                        last:
                          componentRef: {name: comp-step}
                          dependentTasks: [exit-handler-5]
                          triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
                  """)
              .specification());

  @ParameterizedTest
  @CsvSource({
    "root.step, RUNTIME",
    "root.bring, IMPORTER",
    "root.group, DAG",
    "root.condition-branches-1, CONDITION_BRANCH",
    "root.condition-branches-1.condition-2, CONDITION",
    "root.condition-branches-1.condition-2.inner, RUNTIME",
    "root.for-loop-4, LOOP",
    "root.exit-handler-5, EXIT_HANDLER",
    // Its name alone makes no exit handler: nothing waits for its end.
    "root.exit-handler-6, DAG",
    "root.last, RUNTIME"
  })
  void readsTheTypeFromTheGraph(String path, TaskType type) {
    assertThat(TaskTypes.of(GRAPH, node(path))).isEqualTo(type);
    assertThat(type.isFolded()).isEqualTo(type != TaskType.RUNTIME && type != TaskType.IMPORTER);
  }

  @Test
  void knowsTheRoot() {
    assertThat(TaskTypes.of(GRAPH, GRAPH.root())).isEqualTo(TaskType.ROOT);
  }

  private static TaskNode node(String path) {
    return GRAPH.nodes().stream()
        .filter(node -> node.path().dotted().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
