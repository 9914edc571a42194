package io.pitwheel.engine.bookkeeping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.patience.PatientWorkspaces;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.engine.ExpectedStates;
import io.pitwheel.testing.engine.ExpectedStates.Outcome;
import io.pitwheel.testing.engine.RandomPipeline;
import io.pitwheel.testing.engine.ShapeDriver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ends in whatever order, and whenever everything is forgotten: the rows are the same. */
class RunBookTest {
  private static final int PIPELINES = 15;

  private static final String PIPELINE =
      """
      schemaVersion: 2.1.0
      pipelineInfo: {name: kinds}
      components:
        comp-work:
          executorLabel: exec-work
          inputDefinitions: {parameters: {x: {parameterType: STRING, isOptional: true}}}
        comp-inner:
          dag:
            tasks:
              leaf:
                componentRef: {name: comp-work}
                cachingOptions: {enableCache: true}
                inputs: {parameters: {x: {componentInputParameter: item}}}
          inputDefinitions: {parameters: {item: {parameterType: STRING}}}
        comp-import:
          executorLabel: exec-import
          outputDefinitions: {artifacts: {artifact: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}}
        comp-bring:
          executorLabel: exec-bring
          outputDefinitions: {artifacts: {artifact: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}}
      deploymentSpec:
        executors:
          exec-work: {container: {image: any, command: ['true']}}
          exec-import:
            importer:
              artifactUri: {constant: s3://bucket/data}
              typeSchema: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}
          exec-bring:
            importer:
              artifactUri: {constant: s3://bucket/missing}
              downloadToWorkspace: true
              typeSchema: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}
      root:
        dag:
          tasks:
            import: {componentRef: {name: comp-import}}
            bring: {componentRef: {name: comp-bring}}
            after:
              componentRef: {name: comp-work}
              dependentTasks: [bring]
            never:
              componentRef: {name: comp-work}
              triggerPolicy: {condition: "1 == 2"}
            work:
              componentRef: {name: comp-work}
              cachingOptions: {enableCache: true}
            loop:
              componentRef: {name: comp-inner}
              dependentTasks: [work]
              parameterIterator: {itemInput: item, items: {raw: '["a", "b"]'}}
      """;

  @TempDir Path folder;

  static List<Long> seeds() {
    long first = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("RunBookTest: first seed " + first);
    return LongStream.range(0, PIPELINES).mapToObj(offset -> first + offset).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSameStatesInAnyOrder(long seed) {
    var random = new Random(seed);
    TaskGraph graph = TaskGraph.of(RandomPipeline.from(random));
    try (var run = new SteppedRun(folder, graph, new ShapeDriver(), random)) {
      while (run.step(instruction -> end(seed, run, graph, instruction))) {
        if (random.nextInt(4) == 0) {
          run.restart();
        }
      }

      assertThat(outcomes(run))
          .isEqualTo(
              ExpectedStates.of(
                  graph,
                  (node, vector) -> retriesNeeded(seed, node, vector) <= retries(graph, node)));
      assertThat(run.run().state().isTerminal()).isTrue();
      assertThat(run.tasks())
          .allSatisfy(task -> assertThat(Path.of(task.systemLogUri())).isNotEmptyFile())
          .allSatisfy(task -> assertThat(run.attemptsOf(task)).doesNotHaveDuplicates());
    }
  }

  @Test
  void keepsWhatTheClusterSaysOfAPod() {
    TaskGraph graph = TaskGraph.of(PipelineDocumentReader.read(PIPELINE).specification());
    Instant at = Instant.parse("2026-11-28T12:00:00Z");
    List<PodSighting> seen =
        List.of(
            new PodSighting(at, true, "Unschedulable: 0/1 nodes are available"),
            new PodSighting(at.plusSeconds(3), false, "Running"));
    try (var run = new SteppedRun(folder, graph, new SpecificationDriver(), new Random(7))) {
      assertThat(run.seePod("work", seen.subList(0, 1))).isEqualTo(seen.subList(0, 1));
      assertThat(run.seePod("work", seen)).isEqualTo(seen);
    }
  }

  @Test
  void writesEveryKindOfDecision() {
    TaskGraph graph = TaskGraph.of(PipelineDocumentReader.read(PIPELINE).specification());
    try (var run = new SteppedRun(folder, graph, new SpecificationDriver(), new Random(7))) {
      while (run.step(_ -> new LaunchResult.Succeeded(TaskValues.NONE, List.of()))) {}
      Map<String, Outcome> first = outcomes(run);

      run.beginAnother();
      while (run.step(_ -> new LaunchResult.Succeeded(TaskValues.NONE, List.of()))) {}
      Map<String, Outcome> second = outcomes(run);

      assertThat(first)
          .containsEntry("import[]", new Outcome(TaskState.SUCCEEDED, null))
          .containsEntry("bring[]", new Outcome(TaskState.FAILED, null))
          .containsEntry("after[]", new Outcome(TaskState.SKIPPED, SkipReason.UPSTREAM_FAILED))
          .containsEntry("never[]", new Outcome(TaskState.SKIPPED, SkipReason.CONDITION_FALSE))
          .containsEntry("loop/leaf[1]", new Outcome(TaskState.SUCCEEDED, null));
      assertThat(second)
          .containsEntry("work[]", new Outcome(TaskState.CACHED, null))
          .containsEntry("loop/leaf[0]", new Outcome(TaskState.CACHED, null))
          .containsEntry("loop[]", new Outcome(TaskState.CACHED, null));
    }
  }

  @Test
  void failsNoTaskThatAClosingServerWaitsForNoLonger() {
    String shared = "---\nplatforms: {kubernetes: {pipelineConfig: {workspace: {size: 1Gi}}}}\n";
    TaskGraph graph = TaskGraph.of(PipelineDocumentReader.read(PIPELINE + shared).specification());
    var closed = new CountDownLatch(0);
    var workspaces = new PatientWorkspaces(new AwayWorkspaces(), new StorePatience(closed));
    var random = new Random(7);
    try (var run = new SteppedRun(folder, graph, new SpecificationDriver(), random, workspaces)) {
      assertThatThrownBy(
              () -> run.step(_ -> new LaunchResult.Succeeded(TaskValues.NONE, List.of())))
          .hasMessage("the bucket of this test is away");

      assertThat(outcomes(run)).doesNotContainKey("bring[]");
      assertThat(run.run().state()).isEqualTo(RunState.RUNNING);
    }
  }

  @Test
  void endsARunWithWhatIsUnderWay() {
    TaskGraph graph = TaskGraph.of(PipelineDocumentReader.read(PIPELINE).specification());
    try (var run = new SteppedRun(folder, graph, new SpecificationDriver(), new Random(7))) {
      run.step(_ -> new LaunchResult.Succeeded(TaskValues.NONE, List.of()));

      run.terminate();

      assertThat(run.run().state()).isEqualTo(RunState.FAILED);
      assertThat(requireNonNull(run.run().failure()).code()).isEqualTo(ErrorCode.CANCELLED);
      assertThat(run.tasks()).allSatisfy(task -> assertThat(task.state().isTerminal()).isTrue());
    }
  }

  private static LaunchResult end(
      long seed, SteppedRun run, TaskGraph graph, LaunchInstruction instruction) {
    TaskNode node = graph.node(instruction.taskIndex());
    long failed = run.retriesPaid(instruction.taskId());
    if (failed >= retriesNeeded(seed, node, instruction.reference().iteration())) {
      return new LaunchResult.Succeeded(TaskValues.NONE, List.of("went well"));
    }
    return new LaunchResult.Failed(
        new TaskFailure(ErrorCode.UNKNOWN, "scripted", node.path().documentPath()),
        1,
        failed < retries(graph, node),
        List.of());
  }

  private static int retries(TaskGraph graph, TaskNode node) {
    return graph.retryPolicyOf(node).maxRetries();
  }

  /** A fifth of the tasks fails for good, some need another attempt. */
  private static int retriesNeeded(long seed, TaskNode node, IterationVector vector) {
    int kind = Math.floorMod((node.path().slashed() + vector.text() + seed).hashCode(), 10);
    return kind < 2 ? 1_000 : kind == 2 ? 1 : 0;
  }

  /** Whose bucket does not answer. */
  private record AwayWorkspaces() implements RunWorkspaces {
    @Override
    public void bring(String runId, String uri) {
      throw new PipelinesException(ErrorCode.UNAVAILABLE, "the bucket of this test is away");
    }

    @Override
    public void remove(String runId) {
      throw new IllegalStateException("nobody removes " + runId);
    }
  }

  private static Map<String, Outcome> outcomes(SteppedRun run) {
    var outcomes = new TreeMap<String, Outcome>();
    for (Task task : run.tasks()) {
      String name =
          task.reference().path().slashed() + "[" + task.reference().iteration().text() + "]";
      outcomes.put(name, new Outcome(task.state(), task.skipReason()));
    }
    return outcomes;
  }
}
