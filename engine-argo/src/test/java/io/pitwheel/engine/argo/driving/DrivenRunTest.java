package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.launch.LaunchResult;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.engine.ExpectedStates;
import io.pitwheel.testing.engine.ExpectedStates.Outcome;
import io.pitwheel.testing.engine.RandomPipeline;
import io.pitwheel.testing.engine.ShapeDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines on a cluster that does things in any order, with a server that dies: the rows
 * come to what plain recursion over the graph says, and no task runs that should not.
 */
class DrivenRunTest {
  private static final int PIPELINES = 25;
  private static final String RUN = "run";

  @TempDir Path folder;

  static List<Long> seeds() {
    long first = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("DrivenRunTest: first seed " + first);
    return LongStream.range(0, PIPELINES).mapToObj(offset -> first + offset).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSameStatesInAnyOrder(long seed) {
    var random = new Random(seed);
    TaskGraph graph = TaskGraph.of(RandomPipeline.from(random));
    try (var stores = new DrivenStores(folder, graph, new ShapeDriver())) {
      stores.create(RUN);
      var cluster = new AtomicReference<SimulatedCluster>();
      cluster.set(
          new SimulatedCluster(
              stores,
              RUN,
              random,
              node ->
                  needed(seed, node.task(), node.key().iteration())
                          <= cluster.get().failuresOf(node)
                      ? new LaunchResult.Succeeded(TaskValues.NONE, List.of())
                      : SimulatedCluster.failure(node)));

      cluster.get().runToTheEnd();

      assertThat(outcomes(stores))
          .isEqualTo(
              ExpectedStates.of(
                  graph,
                  (node, vector) ->
                      needed(seed, node, vector) <= graph.retryPolicyOf(node).maxRetries()));
      TaskState root = outcomes(stores).get("[]").state();
      assertThat(stores.run(RUN).state())
          .isEqualTo(root == TaskState.FAILED ? RunState.FAILED : RunState.SUCCEEDED);
      assertThat(stores.tasks(RUN)).allSatisfy(task -> assertAttempts(stores, task));
    }
  }

  /** One row for each pod, numbered from 1, each with its end. */
  private static void assertAttempts(DrivenStores stores, Task task) {
    var attempts = stores.stores().tasks().attempts(task.id());
    for (int i = 0; i < attempts.size(); i++) {
      assertThat(attempts.get(i).number()).isEqualTo(i + 1);
      assertThat(attempts.get(i).endedAt()).isNotNull();
    }
    assertThat(attempts).hasSize(task.attempt());
  }

  /** A fifth of the tasks fails for good, some need another pod. */
  private static int needed(long seed, TaskNode node, IterationVector vector) {
    int kind = Math.floorMod((node.path().slashed() + vector.text() + seed).hashCode(), 10);
    return kind < 2 ? 1_000 : kind == 2 ? 1 : 0;
  }

  private static Map<String, Outcome> outcomes(DrivenStores stores) {
    var outcomes = new TreeMap<String, Outcome>();
    for (Task task : stores.tasks(RUN)) {
      String name =
          task.reference().path().slashed() + "[" + task.reference().iteration().text() + "]";
      outcomes.put(name, new Outcome(task.state(), task.skipReason()));
    }
    return outcomes;
  }
}
