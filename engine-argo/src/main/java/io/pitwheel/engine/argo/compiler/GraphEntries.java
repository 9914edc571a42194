package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tasks of one DAG of Argo's: those of a graph and of the graphs flattened into it. */
final class GraphEntries {
  /** Whether a DAG stands inside a loop, and so is told its iteration. */
  enum Place {
    TOP,
    LOOP
  }

  private final TaskGraph graph;
  private final Templates templates;
  private final Place place;
  private final Flattening flattening;
  private final List<JsonValue> entries = new ArrayList<>();
  private int parallelism;

  GraphEntries(TaskGraph graph, Templates templates, Place place) {
    this.graph = graph;
    this.templates = templates;
    this.place = place;
    this.flattening = new Flattening(graph);
  }

  /** What is repeated in a template: everything but its name. */
  JsonObject template() {
    var template = new JsonMembers();
    if (place == Place.LOOP) {
      template.put("inputs", Parameters.declared(Parameters.ITERATION));
    }
    if (parallelism > 0) {
      template.put("parallelism", JsonValue.of(parallelism));
    }
    return template
        .put(
            "dag",
            new JsonMembers().put("failFast", JsonValue.of(false)).put("tasks", entries).build())
        .build();
  }

  /**
   * Adds the tasks of a graph.
   *
   * @param before what tasks wait for that wait for none of the same graph; empty for nothing
   */
  void add(TaskNode dag, String before) {
    for (TaskNode child : graph.childrenOf(dag).values()) {
      TaskSpecification task = child.requireTask();
      addTask(
          child,
          task.dependencies().isEmpty()
              ? before
              : Order.after(endsOf(dag, task.dependencies()), task.strategy()));
    }
  }

  /** What has to end before the tasks of these keys have. */
  private List<String> endsOf(TaskNode dag, Collection<String> keys) {
    return keys.stream()
        .map(key -> graph.find(dag.path().child(key)).orElseThrow())
        .flatMap(node -> flattening.endsOf(node).stream())
        .distinct()
        .toList();
  }

  private void addTask(TaskNode node, String after) {
    if (flattening.isFlattened(node)) {
      add(node, after);
    } else if (node.isLoop()) {
      addLoop(node, after);
    } else if (node.isDag() && !node.children().isEmpty()) {
      addGraph(node, after);
    } else if (isDoneByDriver(node)) {
      entries.add(
          entry(Order.nameOf(node), Templates.DRIVER, after).put("arguments", key(node)).build());
    } else {
      addPod(node, after);
    }
  }

  /** Imports, operations on volumes, and graphs without tasks: no pod is needed. */
  private static boolean isDoneByDriver(TaskNode node) {
    return !(node.component() instanceof ContainerComponent container)
        || ClaimOperation.isMeantBy(container.executor().image());
  }

  private void addPod(TaskNode node, String after) {
    PodShape shape =
        PodShape.of(node, graph.retryPolicyOf(node), templates.workspace(), templates.models());
    boolean hasFields = shape.isDecidedAtRunTime();
    String driver = Order.driverOf(node);
    entries.add(
        entry(driver, hasFields ? Templates.FIELDS_DRIVER : Templates.DRIVER, after)
            .put("arguments", key(node))
            .build());
    JsonObject arguments =
        hasFields
            ? Parameters.given(
                WorkflowWords.KEY,
                keyText(node),
                WorkflowWords.FIELDS,
                "{{tasks.%s.outputs.parameters.%s}}".formatted(driver, WorkflowWords.FIELDS))
            : key(node);
    entries.add(
        entry(Order.nameOf(node), templates.pod(shape), driver)
            .put("when", Order.answerAbout(node) + "==1")
            .put("arguments", arguments)
            .build());
  }

  private void addGraph(TaskNode node, String after) {
    var inner = new GraphEntries(graph, templates, place);
    inner.add(node, "");
    String name = templateNameOf(node);
    templates.addGraph(name, inner);
    entries.add(withIteration(entry(Order.nameOf(node), name, after)).build());
  }

  /** With a limit it gets a DAG of its own, since Argo counts all tasks of the DAG it stands in. */
  private void addLoop(TaskNode node, String after) {
    int limit = node.requireTask().parallelismLimit();
    if (limit == 0) {
      addUnboundedLoop(node, after);
      return;
    }
    var bounded = new GraphEntries(graph, templates, place);
    bounded.parallelism = limit;
    bounded.addUnboundedLoop(node, "");
    String name = templateNameOf(node) + "p";
    templates.addGraph(name, bounded);
    entries.add(withIteration(entry(Order.nameOf(node), name, after)).build());
  }

  private void addUnboundedLoop(TaskNode node, String after) {
    var body = new GraphEntries(graph, templates, Place.LOOP);
    body.add(node, "");
    templates.addGraph(templateNameOf(node), body);
    String item = place == Place.LOOP ? iteration() + ".{{item}}" : "{{item}}";
    entries.add(
        entry(Order.driverOf(node), Templates.DRIVER, after).put("arguments", key(node)).build());
    entries.add(
        entry(Order.nameOf(node), templateNameOf(node), Order.driverOf(node))
            .put("withSequence", JsonMembers.of("count", Order.answerAbout(node)))
            .put("arguments", Parameters.given(Parameters.ITERATION, item))
            .build());
  }

  private JsonMembers withIteration(JsonMembers entry) {
    return place == Place.LOOP
        ? entry.put("arguments", Parameters.given(Parameters.ITERATION, iteration()))
        : entry;
  }

  private JsonObject key(TaskNode node) {
    return Parameters.given(WorkflowWords.KEY, keyText(node));
  }

  /** The text of a {@code DriverKey}, with Argo's own word for the iteration. */
  private String keyText(TaskNode node) {
    return place == Place.LOOP ? node.index() + "." + iteration() : String.valueOf(node.index());
  }

  private static String iteration() {
    return Parameters.input(Parameters.ITERATION);
  }

  private static String templateNameOf(TaskNode node) {
    return String.valueOf(node.index());
  }

  private static JsonMembers entry(String name, String template, String after) {
    return new JsonMembers()
        .put("name", name)
        .put("template", template)
        .putUnlessEmpty("depends", after);
  }
}
