package io.pitwheel.store.task;

import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.session.JsonColumns;
import java.util.List;
import java.util.TreeSet;

/** The outputs a loop gives whatever happens: lists, be they empty. Kept with the loop's row. */
record ListOutputs(List<String> parameters, List<String> artifacts) {
  static final ListOutputs NONE = new ListOutputs(List.of(), List.of());

  static ListOutputs of(TaskNode node) {
    if (!node.isLoop() || !(node.component() instanceof DagComponent dag)) {
      return NONE;
    }
    var parameters = new TreeSet<>(dag.declared().outputParameters().keySet());
    parameters.addAll(dag.outputs().parameters().keySet());
    var artifacts = new TreeSet<>(dag.declared().outputArtifacts().keySet());
    artifacts.addAll(dag.outputs().artifacts().keySet());
    return new ListOutputs(List.copyOf(parameters), List.copyOf(artifacts));
  }

  /** Two lists of names as columns. */
  String parametersText() {
    return JsonColumns.write(parameters);
  }

  String artifactsText() {
    return JsonColumns.write(artifacts);
  }

  static ListOutputs parse(String parameters, String artifacts) {
    return new ListOutputs(JsonColumns.texts(parameters), JsonColumns.texts(artifacts));
  }
}
