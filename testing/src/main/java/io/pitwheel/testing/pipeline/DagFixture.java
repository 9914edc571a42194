package io.pitwheel.testing.pipeline;

import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A graph of tasks and what it gives as its own. */
public final class DagFixture implements BodyFixture {
  private static final String ROOT = "root";

  private final Map<String, TaskFixture> tasks = new LinkedHashMap<>();
  private final Map<String, List<OutputSelector>> parameters = new TreeMap<>();
  private final Map<String, List<OutputSelector>> artifacts = new TreeMap<>();
  private final Map<String, RetryPolicy> retries = new TreeMap<>();

  private record TaskFixture(
      BodyFixture body, @Nullable TaskIterator iterator, List<String> dependencies) {}

  DagFixture() {}

  /** Adds a task that runs after others. */
  public DagFixture task(String key, BodyFixture body, String... dependencies) {
    tasks.put(key, new TaskFixture(body, null, List.of(dependencies)));
    return this;
  }

  /** Adds a loop; its items are bound to {@code item}. */
  public DagFixture loop(String key, DagFixture body, String... dependencies) {
    tasks.put(
        key, new TaskFixture(body, new TaskIterator.RawItems("item", "[]"), List.of(dependencies)));
    return this;
  }

  /** Lets a task be tried again so often, without waiting. */
  public DagFixture retried(String key, int times) {
    retries.put(key, new RetryPolicy(times, Duration.ZERO, 1, Duration.ZERO));
    return this;
  }

  /** Gives a parameter of a task as one of the graph; said again it means: of the one that ran. */
  public DagFixture parameter(String name, String task, String output) {
    parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(new OutputSelector(task, output));
    return this;
  }

  /** Gives an artifact of a task as one of the graph; as {@link #parameter}. */
  public DagFixture artifact(String name, String task, String output) {
    artifacts.computeIfAbsent(name, _ -> new ArrayList<>()).add(new OutputSelector(task, output));
    return this;
  }

  @Override
  public DagComponent build(String name, Map<String, Component> components) {
    var specifications = new TreeMap<String, TaskSpecification>();
    tasks.forEach((key, task) -> {
      String componentName = name.equals(ROOT) ? "comp-" + key : name + "-" + key;
      components.put(componentName, task.body().build(componentName, components));
      specifications.put(key, specification(key, componentName, task));
    });
    var declaredParameters = new TreeMap<String, ParameterDeclaration>();
    parameters
        .keySet()
        .forEach(output -> declaredParameters.put(output, BodyFixture.parameter(output)));
    var declaredArtifacts = new TreeMap<String, ArtifactDeclaration>();
    artifacts
        .keySet()
        .forEach(output -> declaredArtifacts.put(output, BodyFixture.artifact(output)));
    return new DagComponent(
        name,
        new ComponentInterface(Map.of(), Map.of(), declaredParameters, declaredArtifacts),
        specifications,
        new DagOutputs(parameters, artifacts));
  }

  private TaskSpecification specification(String key, String componentName, TaskFixture task) {
    return new TaskSpecification(
        key,
        key,
        componentName,
        Map.of(),
        Map.of(),
        new TreeSet<>(task.dependencies()),
        "",
        TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED,
        true,
        "",
        task.iterator(),
        0,
        retries.getOrDefault(key, RetryPolicy.NONE));
  }

  /** The whole pipeline, with this graph as its root; without documents. */
  public PipelineSpecification build() {
    var components = new TreeMap<String, Component>();
    DagComponent root = build(ROOT, components);
    return new PipelineSpecification(
        "fixture",
        "fixture",
        "",
        "kfp-2.17.0",
        "",
        root,
        components,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  /** The numbered tasks of {@link #build()}. */
  public TaskGraph graph() {
    return TaskGraph.of(build());
  }
}
