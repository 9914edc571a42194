package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.pod.ModelUse;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of one Workflow, each once: driver, shapes of pods, graphs. */
final class Templates {
  /** Asks the driver about a task; answers one word. */
  static final String DRIVER = "d";

  /** The same for tasks with pod fields that only the driver knows: those are a second answer. */
  static final String FIELDS_DRIVER = "e";

  private final Map<JsonObject, String> pods = new LinkedHashMap<>();
  private final List<JsonValue> graphs = new ArrayList<>();
  private final Optional<VolumeNeed<JsonValue>> workspace;
  private final ModelUse models;
  private boolean hasFieldsDriver;

  /**
   * @param workspace of the run, when it has one
   * @param models which inputs of the pipeline may be images
   */
  Templates(Optional<VolumeNeed<JsonValue>> workspace, ModelUse models) {
    this.workspace = workspace;
    this.models = models;
  }

  ModelUse models() {
    return models;
  }

  Optional<VolumeNeed<JsonValue>> workspace() {
    return workspace;
  }

  /** The name of the template for a shape of pod; equal shapes share one. */
  String pod(PodShape shape) {
    hasFieldsDriver |= shape.isDecidedAtRunTime();
    return pods.computeIfAbsent(shape.template(), _ -> "c" + (pods.size() + 1));
  }

  void addGraph(String name, GraphEntries entries) {
    graphs.add(new JsonMembers().put("name", name).putAll(entries.template()).build());
  }

  /** All of them; those of inner graphs stand before those that use them. */
  List<JsonValue> inOrder() {
    var all = new ArrayList<JsonValue>();
    all.add(driver(DRIVER).build());
    if (hasFieldsDriver) {
      // Argo lets others name an output of a plugin only when it is declared.
      all.add(
          driver(FIELDS_DRIVER).put("outputs", Parameters.supplied(WorkflowWords.FIELDS)).build());
    }
    pods.forEach(
        (shape, name) -> all.add(new JsonMembers().put("name", name).putAll(shape).build()));
    all.addAll(graphs);
    return all;
  }

  private static JsonMembers driver(String name) {
    return new JsonMembers()
        .put("name", name)
        .put("inputs", Parameters.declared(WorkflowWords.KEY))
        .put(
            "plugin",
            JsonMembers.of(
                WorkflowWords.PLUGIN,
                JsonMembers.of(WorkflowWords.KEY, Parameters.input(WorkflowWords.KEY))));
  }
}
