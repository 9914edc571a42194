package io.pitwheel.driver.rerun;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.ProducerState;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.KeepOutputs;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.RerunScope;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that ran once: every command succeeded and gave its own place as every output. Driven
 * by the real driver, so that the inputs in its rows are those an engine records.
 */
final class RanPipeline {
  static final String RUN_ID = "run-0";

  private static final SpecificationDriver DRIVER = new SpecificationDriver();

  private final TaskGraph graph;
  private final Map<String, Task> rows = new TreeMap<>();
  private final Set<String> lost = new HashSet<>();

  private RanPipeline(TaskGraph graph) {
    this.graph = graph;
  }

  static PipelineSpecification pipeline(DagComponent root, Component... components) {
    var byName = new TreeMap<String, Component>();
    for (Component component : components) {
      byName.put(component.name(), component);
    }
    return new PipelineSpecification(
        "pipe", "", "", "", "", root, byName, JsonObject.EMPTY, JsonObject.EMPTY);
  }

  static RanPipeline run(PipelineSpecification specification, Map<String, JsonValue> parameters) {
    var ran = new RanPipeline(TaskGraph.of(specification));
    ran.enter(ran.graph.root(), IterationVector.NONE, new TaskValues(parameters, Map.of()));
    return ran;
  }

  /** Says of a task that it failed. */
  RanPipeline failed(String label) {
    Task row = Optional.ofNullable(rows.get(label)).orElseThrow();
    rows.put(
        label,
        row(row.reference(), new Ending(TaskState.FAILED, null, row.inputs(), TaskValues.NONE, 0)));
    return this;
  }

  /** Deletes the bytes of an artifact. */
  RanPipeline without(String location) {
    lost.add(location);
    return this;
  }

  /** The labels of all tasks that ran a command. */
  List<String> commands() {
    return rows.entrySet().stream()
        .filter(row -> !row.getValue().type().isFolded())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What would become of the tasks of this version, by label. */
  Map<String, PlannedTask> plan(
      PipelineSpecification now, Map<String, JsonValue> parameters, String from) {
    TaskGraph next = TaskGraph.of(now);
    var earlier =
        new EarlierRun(
            RUN_ID,
            graph,
            List.copyOf(rows.values()),
            RerunScope.of(next, TaskPlace.parse("from", from)),
            new OutputPresence(location -> !lost.contains(location)));
    var planned = new TreeMap<String, PlannedTask>();
    RerunPlanner.plan(
            new RerunPlanner.Advisers(DRIVER, new MemoryLargeValues()),
            DrivingFixture.FACTS,
            next,
            new TaskValues(parameters, Map.of()),
            earlier)
        .forEach(task -> planned.put(label(task.path().slashed(), task.iteration()), task));
    return planned;
  }

  static String label(String path, IterationVector iteration) {
    return iteration.indices().isEmpty() ? path : path + "[" + iteration.text() + "]";
  }

  private void enter(TaskNode around, IterationVector iteration, TaskValues inputs) {
    var ended = new TreeMap<String, ProducerState>();
    Map<String, TaskNode> children = graph.childrenOf(around);
    while (ended.size() < children.size()) {
      children.forEach((key, child) -> {
        if (!ended.containsKey(key)
            && ended.keySet().containsAll(child.requireTask().dependencies())) {
          ended.put(key, end(child, iteration, inputs, ended));
        }
      });
    }
  }

  private ProducerState end(
      TaskNode node,
      IterationVector iteration,
      TaskValues scope,
      Map<String, ProducerState> ended) {
    var producers = new TreeMap<>(ended);
    producers.keySet().retainAll(node.requireTask().dependencies());
    String label = label(node.path().slashed(), iteration);
    TaskDecision decision =
        DRIVER.decide(
            new DrivingContext(
                DrivingFixture.FACTS,
                graph,
                node,
                iteration,
                label,
                scope,
                producers,
                new MemoryLargeValues()),
            _ -> Optional.empty());
    Ending ending =
        switch (decision) {
          case LaunchTask launch -> Ending.succeeded(launch.inputs(), outputs(node, label));
          case SkipTask skip ->
              new Ending(TaskState.SKIPPED, skip.reason(), skip.inputs(), TaskValues.NONE, 0);
          case EnterDag dag -> {
            enter(node, iteration, dag.inputs());
            yield Ending.succeeded(dag.inputs(), selected(node, iteration));
          }
          case IterateTask loop -> {
            iterate(node, iteration, loop);
            yield new Ending(
                TaskState.SUCCEEDED, null, loop.inputs(), TaskValues.NONE, loop.items().count());
          }
          case ImportArtifact imported ->
              Ending.succeeded(
                  imported.inputs(),
                  new TaskValues(
                      Map.of(), Map.of(imported.outputKey(), List.of(imported.artifact()))));
          case RejectTask reject -> throw new AssertionError(reject.failure());
          case KeepOutputs _, ReuseCachedOutputs _ -> throw new AssertionError("no cache");
        };
    Task row = row(new TaskReference(RUN_ID, node.path(), iteration), ending);
    rows.put(label, row);
    return new ProducerState(label, row.state(), row.skipReason(), row.outputs(), null);
  }

  private void iterate(TaskNode node, IterationVector iteration, IterateTask loop) {
    TaskIterator iterator = node.requireTask().iterator();
    for (int i = 0; i < loop.items().count(); i++) {
      TaskValues inputs =
          iterator == null
              ? loop.inputs()
              : loop.items().bindOne(loop.inputs(), iterator.itemInput(), i);
      enter(node, iteration.inside(i), inputs);
    }
  }

  private static TaskValues outputs(TaskNode node, String label) {
    var parameters = new TreeMap<String, JsonValue>();
    var artifacts = new TreeMap<String, List<Artifact>>();
    var declared = node.component().declared();
    declared.outputParameters().keySet().forEach(name -> parameters.put(name, JsonValue.of(label)));
    declared
        .outputArtifacts()
        .keySet()
        .forEach(name ->
            artifacts.put(
                name,
                List.of(
                    new Artifact(
                        label, name, "/" + label, "system.Model", "0.0.1", JsonObject.EMPTY))));
    return new TaskValues(parameters, artifacts);
  }

  /** Of the first task that is selected; enough for graphs without alternatives. */
  private TaskValues selected(TaskNode node, IterationVector iteration) {
    var parameters = new TreeMap<String, JsonValue>();
    node.requireDag()
        .outputs()
        .parameters()
        .forEach((name, selectors) -> {
          var selector = selectors.getFirst();
          String label = label(node.path().child(selector.producerTask()).slashed(), iteration);
          Task producer = Optional.ofNullable(rows.get(label)).orElseThrow();
          Optional.ofNullable(producer.outputs().parameters().get(selector.outputKey()))
              .ifPresent(value -> parameters.put(name, value));
        });
    return new TaskValues(parameters, Map.of());
  }

  private record Ending(
      TaskState state,
      @Nullable SkipReason reason,
      TaskValues inputs,
      TaskValues outputs,
      int iterations) {
    static Ending succeeded(TaskValues inputs, TaskValues outputs) {
      return new Ending(TaskState.SUCCEEDED, null, inputs, outputs, 0);
    }
  }

  private Task row(TaskReference reference, Ending ending) {
    TaskNode node = graph.find(reference.path()).orElseThrow();
    return new Task(
        label(reference.path().slashed(), reference.iteration()),
        reference,
        node.index(),
        node.path().lastKey(),
        TaskTypes.of(graph, node),
        ending.state(),
        ending.reason(),
        "parent",
        1,
        ending.iterations(),
        TaskCounters.expecting(0),
        ending.inputs(),
        ending.outputs(),
        null,
        "",
        new ArrayList<>(),
        "",
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
