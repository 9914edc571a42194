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
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plans of random pipelines against a slow definition of what depends on what. */
class RerunPlannerPropertiesTest {
  private static final int MAX_DEPTH = 3;
  private static final int ITERATIONS = 2;

  /** A task on which nothing depends. */
  private static final String FROM = "from";

  @Property(tries = 300)
  void runsTheTaskAndWhatDependsOnItAndNothingElse(@ForAll long seed) {
    var random = new Random(seed);
    PipelineSpecification pipeline = randomPipeline(random, "");
    var ran = RanPipeline.run(pipeline, Map.of());
    String from = pick(ran.commands(), random).replace('.', ',');
    TaskPlace point = TaskPlace.parse("from", from);
    var slow =
        new SlowDefinition(
            TaskGraph.of(pipeline),
            (path, iteration) -> path.equals(point.path()) && iteration.equals(point.iteration()));

    Map<String, PlannedTask> plan = ran.plan(pipeline, Map.of(), from);

    for (String label : ran.commands()) {
      TaskPlace place = TaskPlace.parse("from", label.replace('.', ','));
      assertThat(verdict(plan, place))
          .as("%s of seed %d from %s", label, seed, from)
          .isEqualTo(slow.mustRun(place) ? Verdict.AGAIN : Verdict.REUSED);
    }
  }

  @Property(tries = 300)
  void leavesOpenWhatDependsOnAChangedTaskAndReusesTheRest(@ForAll long seed) {
    PipelineSpecification then = randomPipeline(new Random(seed), "");
    TaskNode changed = pick(leavesOf(then), new Random(seed));
    PipelineSpecification now = randomPipeline(new Random(seed), changed.component().name());
    var ran = RanPipeline.run(then, Map.of());
    var slow = new SlowDefinition(TaskGraph.of(now), (path, _) -> path.equals(changed.path()));

    Map<String, PlannedTask> plan = ran.plan(now, Map.of(), FROM);

    for (String label : ran.commands()) {
      TaskPlace place = TaskPlace.parse("from", label.replace('.', ','));
      boolean isSource = place.path().equals(changed.path()) || label.equals(FROM);
      Verdict otherwise = slow.mustRun(place) ? Verdict.OPEN : Verdict.REUSED;
      assertThat(verdict(plan, place))
          .as("%s of seed %d with another %s", label, seed, changed.path().slashed())
          .isEqualTo(isSource ? Verdict.AGAIN : otherwise);
    }
  }

  private static List<TaskNode> leavesOf(PipelineSpecification pipeline) {
    return TaskGraph.of(pipeline).nodes().stream()
        .filter(node -> !node.isDag() && !node.path().slashed().equals(FROM))
        .toList();
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
  private record SlowDefinition(TaskGraph graph, BiPredicate<ScopePath, IterationVector> isSource) {
    /** Whether it, or a graph around it, is a source of change or waits for something touched. */
    boolean mustRun(TaskPlace place) {
      for (ScopePath path = place.path(); !path.isRoot(); path = path.parent()) {
        TaskNode node = graph.find(path).orElseThrow();
        IterationVector here = place.iteration().prefix(node.loopDepth());
        if (isSource.test(path, here)) {
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

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * Equal for equal seeds but for one task.
   *
   * @param changed the component that has another image; empty for none
   */
  private static PipelineSpecification randomPipeline(Random random, String changed) {
    var components = new ArrayList<Component>();
    DagComponent root = graph("root", 1, components, random);
    var made =
        components.stream()
            .map(component ->
                component.name().equals(changed)
                    ? component(changed).image("other:2").container()
                    : component)
            .toArray(Component[]::new);
    return RanPipeline.pipeline(root, made);
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
    if (depth == 1) {
      components.add(component("comp-from").container());
      tasks.add(task(FROM, "comp-from").build());
    }
    return component(name)
        .optionalInput("item", ParameterType.NUMBER_INTEGER)
        .dag(tasks.toArray(TaskSpecification[]::new));
  }

  private static TaskSpecification randomTask(
      String key, int depth, List<Component> components, Random random) {
    if (depth >= MAX_DEPTH || random.nextInt(3) > 0) {
      String leaf = "comp-leaf-" + components.size();
      components.add(component(leaf).container());
      return task(key, leaf).build();
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
