package io.pitwheel.driver.rerun;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plans of random pipelines against a slow definition of what depends on what. */
class RerunPlannerPropertiesTest {
  private static final int MAX_DEPTH = 3;
  private static final int ITERATIONS = 2;

  @Property(tries = 300)
  void runsTheTaskAndWhatDependsOnItAndNothingElse(@ForAll long seed) {
    var random = new Random(seed);
    PipelineSpecification pipeline = randomPipeline(random);
    var ran = RanPipeline.run(pipeline, Map.of());
    String from = pick(ran.commands(), random).replace('.', ',');
    var slow = new SlowDefinition(TaskGraph.of(pipeline), TaskPlace.parse("from", from));

    Map<String, PlannedTask> plan = ran.plan(pipeline, Map.of(), from);

    for (String label : ran.commands()) {
      TaskPlace place = TaskPlace.parse("from", label.replace('.', ','));
      assertThat(verdict(plan, place))
          .as("%s of seed %d from %s", label, seed, from)
          .isEqualTo(slow.mustRun(place) ? Verdict.AGAIN : Verdict.REUSED);
    }
  }

  @Property(tries = 100)
  void saysTheSameOfTheSame(@ForAll long seed) {
    PipelineSpecification pipeline = randomPipeline(new Random(seed));
    var ran = RanPipeline.run(pipeline, Map.of());
    String from = pick(ran.commands(), new Random(seed)).replace('.', ',');

    assertThat(ran.plan(pipeline, Map.of(), from)).isEqualTo(ran.plan(pipeline, Map.of(), from));
  }

  /** The plan may speak of all iterations at once. */
  private static Verdict verdict(Map<String, PlannedTask> plan, TaskPlace place) {
    for (int length = place.iteration().indices().size(); length >= 0; length--) {
      String label = RanPipeline.label(place.path().slashed(), place.iteration().prefix(length));
      PlannedTask planned = plan.get(label);
      if (planned != null) {
        return planned.verdict();
      }
    }
    throw new AssertionError(place.text() + " is not planned");
  }

  /** One instance of a task at a time, without any bookkeeping. */
  private record SlowDefinition(TaskGraph graph, TaskPlace from) {
    /** Whether it, or a graph around it, is asked for or waits for something touched. */
    boolean mustRun(TaskPlace place) {
      for (ScopePath path = place.path(); !path.isRoot(); path = path.parent()) {
        TaskNode node = graph.find(path).orElseThrow();
        IterationVector here = place.iteration().prefix(node.loopDepth());
        if (path.equals(from.path()) && here.equals(from.iteration())) {
          return true;
        }
        for (String dependency : node.requireTask().dependencies()) {
          TaskNode producer = graph.find(path.parent().child(dependency)).orElseThrow();
          if (isTouched(producer, here)) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean isTouched(TaskNode node, IterationVector iteration) {
      if (!node.isDag()) {
        return mustRun(new TaskPlace(node.path(), iteration));
      }
      var scopes = new ArrayList<IterationVector>();
      for (int i = 0; i < (node.isLoop() ? ITERATIONS : 1); i++) {
        scopes.add(node.isLoop() ? iteration.inside(i) : iteration);
      }
      return scopes.stream()
          .anyMatch(scope ->
              graph.childrenOf(node).values().stream().anyMatch(child -> isTouched(child, scope)));
    }
  }

  private static String pick(List<String> labels, Random random) {
    return labels.get(random.nextInt(labels.size()));
  }

  private static PipelineSpecification randomPipeline(Random random) {
    var components = new ArrayList<Component>();
    components.add(component("comp-leaf").container());
    DagComponent root = graph("root", 1, components, random);
    return RanPipeline.pipeline(root, components.toArray(Component[]::new));
  }

  /** At least one task in each graph, so that every one can be touched. */
  private static DagComponent graph(
      String name, int depth, List<Component> components, Random random) {
    var tasks = new ArrayList<TaskSpecification>();
    var keys = new ArrayList<String>();
    for (int i = 0; i < random.nextInt(1, 5); i++) {
      // Keys in no useful order: what depends on what must come from dependencies alone.
      String key = (char) ('a' + random.nextInt(26)) + "-" + i;
      tasks.add(randomTask(key, depth, components, random).dependingAlsoOn(some(keys, random)));
      keys.add(key);
    }
    return component(name)
        .optionalInput("item", ParameterType.NUMBER_INTEGER)
        .dag(tasks.toArray(TaskSpecification[]::new));
  }

  private static TaskSpecification randomTask(
      String key, int depth, List<Component> components, Random random) {
    if (depth >= MAX_DEPTH || random.nextInt(3) > 0) {
      return task(key, "comp-leaf").build();
    }
    String name = "comp-%s-%d-%d".formatted(key, depth, components.size());
    components.add(graph(name, depth + 1, components, random));
    return random.nextBoolean()
        ? task(key, name).build()
        : task(key, name).over(new RawItems("item", "[0, 1]")).build();
  }

  private static List<String> some(List<String> keys, Random random) {
    return keys.stream().filter(_ -> random.nextInt(3) == 0).toList();
  }
}
