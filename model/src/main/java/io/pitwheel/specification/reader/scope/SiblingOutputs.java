package io.pitwheel.specification.reader.scope;

import static java.util.Objects.requireNonNull;

import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskSpecification;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outputs of tasks beside a task, by the names that the SDK gives them in graphs inside it: {@code
 * pipelinechannel--TASK-OUTPUT}.
 */
final class SiblingOutputs {
  private final PipelineSpecification specification;

  SiblingOutputs(PipelineSpecification specification) {
    this.specification = specification;
  }

  /** An output of a task. */
  record SiblingOutput(String task, String output) {}

  /**
   * The output of that name that a task of the graph may wait for; empty when there is none, or its
   * task waits for this one.
   *
   * @param tasks of the graph, by key
   */
  Optional<SiblingOutput> find(
      InputName name, TaskSpecification waiting, Map<String, TaskSpecification> tasks) {
    if (!name.name().startsWith(InputName.PREFIX)) {
      return Optional.empty();
    }
    String text = name.name().substring(InputName.PREFIX.length());
    for (int dash = text.indexOf('-'); dash > 0; dash = text.indexOf('-', dash + 1)) {
      var found = new SiblingOutput(text.substring(0, dash), text.substring(dash + 1));
      TaskSpecification sibling = tasks.get(found.task());
      if (sibling != null
          && gives(sibling, found.output(), name.isArtifact())
          && !waitsFor(sibling, waiting.key(), tasks)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The output alone, under that name. */
  GraphScope scopeOf(InputName name, SiblingOutput found, DagComponent graph) {
    TaskSpecification task = requireNonNull(graph.tasks().get(found.task()));
    ComponentInterface declared = specification.componentOf(task).declared();
    ComponentInterface alone =
        name.isArtifact()
            ? new ComponentInterface(
                Map.of(),
                Map.of(name.name(), requireNonNull(declared.outputArtifacts().get(found.output()))),
                Map.of(),
                Map.of())
            : new ComponentInterface(
                Map.of(
                    name.name(), requireNonNull(declared.outputParameters().get(found.output()))),
                Map.of(),
                Map.of(),
                Map.of());
    return new GraphScope(alone);
  }

  private boolean gives(TaskSpecification task, String output, boolean isArtifact) {
    Component component = specification.componentOf(task);
    return (isArtifact
            ? component.declared().outputArtifacts()
            : component.declared().outputParameters())
        .containsKey(output);
  }

  private static boolean waitsFor(
      TaskSpecification task, String key, Map<String, TaskSpecification> tasks) {
    var seen = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(task.key()));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (next.equals(key)) {
        return true;
      }
      TaskSpecification known = tasks.get(next);
      if (known != null && seen.add(next)) {
        open.addAll(known.dependencies());
      }
    }
    return false;
  }
}
