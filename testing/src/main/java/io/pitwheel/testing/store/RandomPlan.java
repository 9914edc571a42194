package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.testing.pipeline.DagFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * A random graph and, for each of its tasks, how it will go. The same seed is the same plan;
 * whatever is asked about one task depends on nothing else.
 */
final class RandomPlan {
  private static final int MAX_DEPTH = 3;
  private static final int MAX_CHILDREN = 3;
  private static final int MAX_ITERATIONS = 3;

  private final long seed;
  private final boolean isHealed;
  private final TaskGraph graph;

  /** How a task will go. */
  enum Fate {
    SUCCEED,
    FAIL,
    BE_SKIPPED,
    BE_CACHED,
    BE_REJECTED
  }

  RandomPlan(long seed) {
    this(seed, false);
  }

  private RandomPlan(long seed, boolean isHealed) {
    this.seed = seed;
    this.isHealed = isHealed;
    this.graph = randomDag(new Random(seed), 0).graph();
  }

  private static DagFixture randomDag(Random random, int depth) {
    DagFixture dag = dag();
    var keys = new ArrayList<String>();
    int children = random.nextInt(MAX_CHILDREN + 1);
    for (int child = 0; child < children; child++) {
      String key = "task-" + child;
      keys.add(key);
      int kind = depth == MAX_DEPTH ? 0 : random.nextInt(4);
      switch (kind) {
        case 0, 1 -> dag.task(key, leaf().parameter("value").artifact("model"));
        case 2 -> dag.task(key, randomDag(random, depth + 1));
        default -> dag.loop(key, randomDag(random, depth + 1));
      }
    }
    for (String key : chosen(keys, random)) {
      dag.parameter("value", key, "value");
    }
    for (String key : chosen(keys, random)) {
      dag.artifact("model", key, "model");
    }
    return dag;
  }

  private static List<String> chosen(List<String> keys, Random random) {
    return keys.stream().filter(_ -> random.nextInt(3) > 0).toList();
  }

  TaskGraph graph() {
    return graph;
  }

  /** The same graph and fates, but that nothing fails. */
  RandomPlan healed() {
    return new RandomPlan(seed, true);
  }

  Fate fateOf(TaskNode node, IterationVector iteration) {
    Fate fate = plannedFateOf(node, iteration);
    boolean fails = fate == Fate.FAIL || fate == Fate.BE_REJECTED;
    return isHealed && fails ? Fate.SUCCEED : fate;
  }

  private Fate plannedFateOf(TaskNode node, IterationVector iteration) {
    int roll = roll(node, iteration, 20);
    if (node.isDag()) {
      return roll < 18 ? Fate.SUCCEED : roll == 18 ? Fate.BE_SKIPPED : Fate.BE_REJECTED;
    }
    return switch (roll) {
      case 0 -> Fate.FAIL;
      case 1 -> Fate.BE_REJECTED;
      case 2, 3, 4 -> Fate.BE_SKIPPED;
      case 5, 6, 7, 8, 9, 10 -> Fate.BE_CACHED;
      default -> Fate.SUCCEED;
    };
  }

  int iterationsOf(TaskNode node, IterationVector iteration) {
    return node.isLoop() ? roll(node, iteration.inside(-7), MAX_ITERATIONS + 1) : 1;
  }

  private int roll(TaskNode node, IterationVector iteration, int bound) {
    return new Random(Objects.hash(seed, node.index(), iteration.indices()) * 31L).nextInt(bound);
  }
}
