package io.pitwheel.testing.engine;

import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes pipelines of random shape: chains, diamonds, conditions, nested graphs and loops. */
public final class RandomPipeline {
  private static final int MAX_DEPTH = 3;

  private final Random random;
  private final Map<String, Component> components = new TreeMap<>();

  private RandomPipeline(Random random) {
    this.random = random;
    components.put(
        "comp-leaf",
        new ContainerComponent(
            "comp-leaf",
            ComponentInterface.EMPTY,
            "exec-leaf",
            new ContainerExecutor(
                "image", List.of("true"), List.of(), Map.of(), ContainerResources.NONE)));
  }

  /** One of the pipelines that a source of chance leads to. */
  public static PipelineSpecification from(Random random) {
    var maker = new RandomPipeline(random);
    DagComponent root = maker.graph("root", 1);
    return new PipelineSpecification(
        "random", "", "", "", "", root, maker.components, JsonObject.EMPTY, JsonObject.EMPTY);
  }

  private DagComponent graph(String name, int depth) {
    var tasks = new TreeMap<String, TaskSpecification>();
    var earlier = new ArrayList<String>();
    int count = random.nextInt(depth == 1 ? 1 : 0, 5);
    for (int i = 0; i < count; i++) {
      // Keys in no useful order: readiness must come from dependencies alone.
      String key = (char) ('a' + random.nextInt(26)) + "-" + i;
      tasks.put(key, task(key, earlier, depth));
      earlier.add(key);
    }
    return new DagComponent(name, ComponentInterface.EMPTY, tasks, DagOutputs.NONE);
  }

  private TaskSpecification task(String key, List<String> earlier, int depth) {
    var dependencies = new TreeSet<String>();
    earlier.stream().filter(_ -> random.nextInt(3) == 0).forEach(dependencies::add);
    boolean isGraph = depth < MAX_DEPTH && random.nextInt(3) == 0;
    boolean isLoop = isGraph && random.nextBoolean();
    return new TaskSpecification(
        key,
        key,
        isGraph ? nested(depth) : "comp-leaf",
        Map.of(),
        Map.of(),
        dependencies,
        random.nextInt(8) == 0 ? "false" : "",
        TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED,
        false,
        "",
        isLoop ? items() : null,
        random.nextInt(3),
        new RetryPolicy(random.nextInt(3), Duration.ZERO, 1, Duration.ZERO));
  }

  private @Nullable TaskIterator items() {
    int count = random.nextInt(4);
    return new RawItems("item", "[0,1,2,3]".substring(0, Math.max(1, 2 * count)) + "]");
  }

  private String nested(int depth) {
    String name = "comp-" + components.size();
    components.put(
        name, new DagComponent(name, ComponentInterface.EMPTY, Map.of(), DagOutputs.NONE));
    DagComponent inner = graph(name, depth + 1);
    components.put(name, inner);
    return name;
  }
}
