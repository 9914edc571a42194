package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngine;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.run.Run;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline with a task of every kind comes to the same rows by both engines. */
@Timeout(120)
class SameRowsTest {
  private static final String PIPELINE =
      """
      schemaVersion: 2.1.0
      sdkVersion: kfp-2.17.0
      pipelineInfo: {name: kinds}
      components:
        comp-make:
          executorLabel: exec
          outputDefinitions: {parameters: {items: {parameterType: LIST}}}
        comp-use:
          executorLabel: exec
          inputDefinitions: {parameters: {x: {parameterType: STRING, isOptional: true}}}
          outputDefinitions: {parameters: {y: {parameterType: STRING}}}
        comp-inner:
          dag:
            tasks:
              leaf:
                componentRef: {name: comp-use}
                inputs: {parameters: {x: {componentInputParameter: inner_item}}}
                taskInfo: {name: leaf}
          inputDefinitions: {parameters: {inner_item: {parameterType: STRING}}}
        comp-gate:
          dag:
            tasks:
              inside:
                componentRef: {name: comp-use}
                taskInfo: {name: inside}
          inputDefinitions: {parameters: {item: {parameterType: STRING, isOptional: true}}}
        comp-body:
          dag:
            outputs:
              parameters:
                y: {valueFromParameter: {producerSubtask: first, outputParameterKey: y}}
            tasks:
              first:
                componentRef: {name: comp-use}
                cachingOptions: {enableCache: true}
                inputs: {parameters: {x: {componentInputParameter: item}}}
                taskInfo: {name: first}
              gate:
                componentRef: {name: comp-gate}
                dependentTasks: [first]
                inputs: {parameters: {item: {componentInputParameter: item}}}
                taskInfo: {name: gate}
                triggerPolicy: {condition: "inputs.parameter_values['item'] == 'b'"}
              inner:
                componentRef: {name: comp-inner}
                dependentTasks: [first]
                iteratorPolicy: {parallelismLimit: 1}
                parameterIterator: {itemInput: inner_item, items: {raw: '["p", "q", "r"]'}}
                taskInfo: {name: inner}
          inputDefinitions:
            parameters: {items: {parameterType: LIST}, item: {parameterType: STRING}}
          outputDefinitions: {parameters: {y: {parameterType: STRING}}}
        comp-none:
          dag:
            tasks:
              unreached: {componentRef: {name: comp-use}, taskInfo: {name: unreached}}
          inputDefinitions: {parameters: {item: {parameterType: STRING}}}
        comp-empty: {dag: {tasks: {}}}
        comp-guarded:
          dag:
            tasks:
              fails: {componentRef: {name: comp-use}, taskInfo: {name: fails}}
              follows:
                componentRef: {name: comp-use}
                dependentTasks: [fails]
                taskInfo: {name: follows}
        comp-create:
          executorLabel: exec-create
          inputDefinitions:
            parameters:
              pvc_name: {parameterType: STRING}
              size: {parameterType: STRING}
              access_modes: {parameterType: LIST}
          outputDefinitions: {parameters: {name: {parameterType: STRING}}}
        comp-delete:
          executorLabel: exec-delete
          inputDefinitions: {parameters: {pvc_name: {parameterType: STRING}}}
        comp-import:
          executorLabel: exec-import
          outputDefinitions:
            artifacts:
              artifact: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}
      deploymentSpec:
        executors:
          exec: {container: {image: any, command: ['true']}}
          exec-create: {container: {image: argostub/createpvc}}
          exec-delete: {container: {image: argostub/deletepvc}}
          exec-import:
            importer:
              artifactUri: {constant: s3://bucket/data}
              typeSchema: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}
      root:
        dag:
          tasks:
            make: {componentRef: {name: comp-make}, taskInfo: {name: make}}
            loop:
              componentRef: {name: comp-body}
              dependentTasks: [make]
              inputs:
                parameters:
                  items: {taskOutputParameter: {outputParameterKey: items, producerTask: make}}
              parameterIterator: {itemInput: item, items: {inputParameter: items}}
              taskInfo: {name: loop}
            none:
              componentRef: {name: comp-none}
              parameterIterator: {itemInput: item, items: {raw: '[]'}}
              taskInfo: {name: none}
            after-none:
              componentRef: {name: comp-use}
              dependentTasks: [none]
              taskInfo: {name: after-none}
            empty: {componentRef: {name: comp-empty}, taskInfo: {name: empty}}
            after-empty:
              componentRef: {name: comp-use}
              dependentTasks: [empty]
              taskInfo: {name: after-empty}
            import: {componentRef: {name: comp-import}, taskInfo: {name: import}}
            create:
              componentRef: {name: comp-create}
              cachingOptions: {enableCache: true}
              inputs:
                parameters:
                  pvc_name: {runtimeValue: {constant: shared}}
                  size: {runtimeValue: {constant: 1Gi}}
                  access_modes: {runtimeValue: {constant: [ReadWriteOnce]}}
              taskInfo: {name: create}
            delete:
              componentRef: {name: comp-delete}
              dependentTasks: [create]
              inputs:
                parameters:
                  pvc_name: {taskOutputParameter: {outputParameterKey: name, producerTask: create}}
              taskInfo: {name: delete}
            after-delete:
              componentRef: {name: comp-use}
              dependentTasks: [delete]
              taskInfo: {name: after-delete}
            never:
              componentRef: {name: comp-gate}
              dependentTasks: [import]
              taskInfo: {name: never}
              triggerPolicy: {condition: "1 == 2"}
            after-never:
              componentRef: {name: comp-use}
              dependentTasks: [never]
              taskInfo: {name: after-never}
            # After what fails of itself, since the root has the failure that comes first.
            wrong:
              componentRef: {name: comp-use}
              dependentTasks: [exit]
              taskInfo: {name: wrong}
              triggerPolicy: {condition: "'a' < 1"}
            after-wrong:
              componentRef: {name: comp-use}
              dependentTasks: [wrong]
              taskInfo: {name: after-wrong}
            guarded: {componentRef: {name: comp-guarded}, taskInfo: {name: guarded}}
            after-guarded:
              componentRef: {name: comp-use}
              dependentTasks: [guarded]
              taskInfo: {name: after-guarded}
            exit:
              componentRef: {name: comp-use}
              dependentTasks: [guarded, loop]
              taskInfo: {name: exit}
              triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
      """;

  private static final TaskGraph GRAPH =
      TaskGraph.of(PipelineDocumentReader.read(PIPELINE).specification());

  @TempDir Path folder;

  /** What both engines must agree on. */
  private record Row(
      String path,
      String iteration,
      TaskState state,
      @Nullable SkipReason reason,
      int attempt,
      int iterations,
      @Nullable ErrorCode failure,
      Map<String, JsonValue> inputs,
      Map<String, JsonValue> outputs,
      List<String> artifacts) {}

  @RepeatedTest(3)
  void bothEnginesComeToTheSameRows() throws Exception {
    List<List<Row>> local = byTheLocalEngine();
    List<List<Row>> argo = byWorkflows(new Random());

    assertThat(argo.getFirst()).isEqualTo(local.getFirst());
    assertThat(argo.getLast()).isEqualTo(local.getLast());
    assertThat(argo.getLast())
        .anySatisfy(row -> {
          assertThat(row.path()).isEqualTo("loop/first");
          assertThat(row.state()).isEqualTo(TaskState.CACHED);
        });
    assertThat(argo.getFirst())
        .anySatisfy(row -> {
          assertThat(row.path()).isEqualTo("exit");
          assertThat(row.state()).isEqualTo(TaskState.SUCCEEDED);
        });
  }

  private List<List<Row>> byWorkflows(Random random) {
    try (var stores = new DrivenStores(folder.resolve("argo"), GRAPH, new SpecificationDriver())) {
      for (String run : List.of("first", "second")) {
        stores.create(run);
        new SimulatedCluster(stores, run, random, node -> end(node.task(), node.key().iteration()))
            .runToTheEnd();
      }
      return List.of(rows(stores, "first"), rows(stores, "second"));
    }
  }

  private List<List<Row>> byTheLocalEngine() throws InterruptedException {
    try (var stores = new DrivenStores(folder.resolve("local"), GRAPH, new SpecificationDriver());
        var engine =
            new LocalEngine(new LocalEngineParts(stores.parts(), new Scripted(), _ -> {}, 2))) {
      for (String run : List.of("first", "second")) {
        stores.create(run);
        runToTheEnd(stores, engine, run);
      }
      return List.of(rows(stores, "first"), rows(stores, "second"));
    }
  }

  private static void runToTheEnd(DrivenStores stores, LocalEngine engine, String runId)
      throws InterruptedException {
    var ended = new CountDownLatch(1);
    var _ =
        stores
            .stores()
            .events()
            .onAppended(_ -> {
              Run run = stores.run(runId);
              if (run.state().isTerminal()) {
                ended.countDown();
              }
            });
    engine.submit(runId);
    ended.await();
  }

  private static final class Scripted implements TaskLauncher {
    @Override
    public LaunchResult launch(LaunchInstruction instruction) {
      return end(GRAPH.node(instruction.taskIndex()), instruction.reference().iteration());
    }

    @Override
    public void stop(String taskId) {
      throw new UnsupportedOperationException("nothing is stopped here");
    }
  }

  private static LaunchResult end(TaskNode node, IterationVector vector) {
    if (node.path().lastKey().equals("fails")) {
      return new LaunchResult.Failed(
          new TaskFailure(ErrorCode.UNKNOWN, "scripted", node.path().documentPath()),
          3,
          true,
          List.of());
    }
    ComponentInterface declared = node.component().declared();
    var outputs = new TreeMap<String, JsonValue>();
    for (String name : declared.outputParameters().keySet()) {
      outputs.put(
          name,
          switch (name) {
            case "items" -> JsonReader.read("[\"a\", \"b\", \"c\"]");
            case "name" -> JsonValue.of("shared");
            default -> JsonValue.of(node.path().slashed() + " " + vector.text());
          });
    }
    return new LaunchResult.Succeeded(new TaskValues(outputs, Map.of()), List.of());
  }

  private static List<Row> rows(DrivenStores stores, String run) {
    return stores.tasks(run).stream()
        .map(SameRowsTest::row)
        .sorted(Comparator.comparing(Row::path).thenComparing(Row::iteration))
        .toList();
  }

  private static Row row(Task task) {
    TaskFailure failure = task.failure();
    return new Row(
        task.reference().path().slashed(),
        task.reference().iteration().text(),
        task.state(),
        task.skipReason(),
        task.attempt(),
        task.iterationCount(),
        failure == null ? null : failure.code(),
        task.inputs().parameters(),
        task.outputs().parameters(),
        task.outputs().artifacts().values().stream()
            .flatMap(List::stream)
            .map(Artifact::uri)
            .toList());
  }
}
