package io.pitwheel.store.value;

import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.session.JsonColumns;
import java.util.List;
import java.util.TreeSet;

/** The outputs a loop gives whatever happens: lists, be they empty. Kept with the loop's row. */
public record ListOutputs(List<String> parameters, List<String> artifacts) {
  /** Of what is no loop. */
  public static final ListOutputs NONE = new ListOutputs(List.of(), List.of());

  /** Those that a task declares. */
  public static ListOutputs of(TaskNode node) {
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
  public String parametersText() {
    return JsonColumns.write(parameters);
  }

  /** As {@link #parametersText}. */
  public String artifactsText() {
    return JsonColumns.write(artifacts);
  }

  /** What two columns hold. */
  public static ListOutputs parse(String parameters, String artifacts) {
    return new ListOutputs(JsonColumns.texts(parameters), JsonColumns.texts(artifacts));
  }
}
