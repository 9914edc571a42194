package io.pitwheel.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The numbers stand in rows and Workflows: they are those of a depth-first walk, by byte order of
 * the keys.
 */
class TaskGraphTest {
  private static final List<String> NAMES =
      List.of("a", "b", "B", "a-1", "a-10", "a-2", "a_1", "ab", "train", "Train", "9");

  /** Which keys stand at which level; every graph of a level is alike. */
  record Shape(List<List<String>> levels) {}

  @Property
  void numbersTasksDepthFirstByBytesOfKeys(@ForAll("shapes") Shape shape) {
    TaskGraph graph = TaskGraph.of(pipeline(shape));

    List<String> walked = new ArrayList<>();
    walk(shape, 0, "", walked);
    assertThat(graph.nodes().stream().skip(1).map(node -> node.path().slashed()).toList())
        .isEqualTo(walked);
    assertThat(graph.nodes().stream().map(TaskNode::index).toList())
        .isEqualTo(java.util.stream.IntStream.rangeClosed(0, walked.size()).boxed().toList());
  }

  @Property
  void linksEveryTaskWithTheGraphAroundIt(@ForAll("shapes") Shape shape) {
    TaskGraph graph = TaskGraph.of(pipeline(shape));

    for (TaskNode node : graph.nodes().subList(1, graph.nodes().size())) {
      TaskNode parent = graph.parentOf(node);
      assertThat(parent.path()).isEqualTo(node.path().parent());
      assertThat(graph.childrenOf(parent)).containsEntry(node.path().lastKey(), node);
      assertThat(graph.find(node.path())).contains(node);
      assertThat(parent.index()).isLessThan(node.index());
    }
  }

  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<List<String>> level =
        Arbitraries.of(NAMES).list().ofMinSize(1).ofMaxSize(4).uniqueElements();
    return level.list().ofMinSize(1).ofMaxSize(4).map(Shape::new);
  }

  /** The walk written down a second time, plainly. */
  private static void walk(Shape shape, int level, String prefix, List<String> walked) {
    if (level == shape.levels().size()) {
      return;
    }
    List<String> keys = new ArrayList<>(shape.levels().get(level));
    keys.sort((first, second) ->
        Arrays.compareUnsigned(
            first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8)));
    for (String key : keys) {
      walked.add(prefix + key);
      walk(shape, level + 1, prefix + key + "/", walked);
    }
  }

  private static PipelineSpecification pipeline(Shape shape) {
    Map<String, Component> components = new LinkedHashMap<>();
    int last = shape.levels().size();
    components.put(
        "level-" + last,
        new ContainerComponent(
            "level-" + last,
            ComponentInterface.EMPTY,
            "executor",
            new ContainerExecutor(
                "", List.of("true"), List.of(), Map.of(), ContainerResources.NONE)));
    for (int level = 1; level < last; level++) {
      components.put("level-" + level, graph(shape, level));
    }
    return new PipelineSpecification(
        "p", "", "", "", "", graph(shape, 0), components, JsonObject.EMPTY, JsonObject.EMPTY);
  }

  private static DagComponent graph(Shape shape, int level) {
    Map<String, TaskSpecification> tasks = new LinkedHashMap<>();
    for (String key : shape.levels().get(level)) {
      tasks.put(key, task(key, "level-" + (level + 1)));
    }
    String name = level == 0 ? "root" : "level-" + level;
    return new DagComponent(name, ComponentInterface.EMPTY, tasks, DagOutputs.NONE);
  }

  private static TaskSpecification task(String key, String component) {
    return new TaskSpecification(
        key,
        key,
        component,
        Map.of(),
        Map.of(),
        new TreeSet<>(),
        "",
        TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED,
        false,
        "",
        null,
        0,
        RetryPolicy.NONE);
  }
}
