package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.pitwheel.engine.argo.agent.TaskSetView;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads task sets; what is not ours in them, and what has another form, is passed over. */
final class TaskSetReader {
  private final String instance;

  /**
   * @param instance of the controller that is to see the answers; empty for one without an id
   */
  TaskSetReader(String instance) {
    this.instance = instance;
  }

  TaskSetView read(GenericKubernetesResource resource) {
    var asked = new TreeMap<String, String>();
    var askingForFields = new TreeSet<String>();
    if (resource.get("spec", "tasks") instanceof Map<?, ?> tasks) {
      tasks.forEach((node, template) ->
          keyIn(template)
              .ifPresent(key -> {
                asked.put(String.valueOf(node), key);
                if (hasFields(template)) {
                  askingForFields.add(String.valueOf(node));
                }
              }));
    }
    var answered = new TreeSet<String>();
    if (resource.get("status", "nodes") instanceof Map<?, ?> nodes) {
      nodes.keySet().forEach(node -> answered.add(String.valueOf(node)));
    }
    var metadata = resource.getMetadata();
    return new TaskSetView(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getResourceVersion(),
        instance.isEmpty()
            || instance.equals(metadata.getLabels().get(WorkflowWords.INSTANCE_LABEL)),
        asked,
        askingForFields,
        answered);
  }

  private Optional<String> keyIn(Object template) {
    return member(template, "plugin")
        .flatMap(plugins -> member(plugins, WorkflowWords.PLUGIN))
        .flatMap(call -> member(call, WorkflowWords.KEY))
        .map(String::valueOf);
  }

  /** Whether the template declares the driver's second answer. */
  private static boolean hasFields(Object template) {
    return member(template, "outputs")
                .flatMap(outputs -> member(outputs, "parameters"))
                .orElse(List.of())
            instanceof List<?> parameters
        && parameters.stream()
            .anyMatch(parameter ->
                member(parameter, "name").filter(WorkflowWords.FIELDS::equals).isPresent());
  }

  private static Optional<Object> member(Object value, String name) {
    return value instanceof Map<?, ?> members
        ? Optional.ofNullable(members.get(name))
        : Optional.empty();
  }
}
