package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.claim.WorkspaceUse;
import io.pitwheel.engine.argo.pod.ModelUse;
import io.pitwheel.engine.argo.pod.OwnParts;
import io.pitwheel.engine.argo.pod.PodFields;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pod of a task is like, apart from the task itself: tasks of one shape share a template.
 *
 * @param template everything but its name
 * @param isDecidedAtRunTime whether a field of the pod depends on a value of the run, so that the
 *     driver's answer carries the fields
 */
record PodShape(JsonObject template, boolean isDecidedAtRunTime) {
  /** How many pods of the task there were before; Argo knows it where it may make another. */
  private static final String RETRIES = "{{retries}}";

  /** Stands in a template where the driver's answer puts the image. */
  private static final String IMAGE_OF_THE_RUN = "decided-at-run-time";

  /**
   * The shape of a task that runs a command.
   *
   * @param workspace of the run, when it has one
   * @param models which inputs of its pipeline may be images
   */
  static PodShape of(
      TaskNode node,
      RetryPolicy retries,
      Optional<VolumeNeed<JsonValue>> workspace,
      ModelUse models) {
    if (!(node.component() instanceof ContainerComponent component)) {
      throw new IllegalStateException(node.path().slashed() + " runs no command");
    }
    WorkspaceUse use = workspace.isPresent() ? WorkspaceUse.of(node) : WorkspaceUse.NEVER;
    Optional<PodFields> fields =
        switch (use) {
          case NEVER -> fixed(component, Optional.empty(), models);
          case ALWAYS -> fixed(component, workspace, models);
          case DECIDED_AT_RUN_TIME -> Optional.empty();
        };
    List<JsonValue> arguments = arguments(retries);
    boolean isDecided = fields.isEmpty();
    var template =
        new JsonMembers()
            .put(
                "inputs",
                isDecided
                    ? Parameters.declared(WorkflowWords.KEY, WorkflowWords.FIELDS)
                    : Parameters.declared(WorkflowWords.KEY))
            .putUnlessEmpty("metadata", metadata(component.platform().needs()))
            .putUnlessEmpty("retryStrategy", RetryForm.of(retries));
    Duration timeout = component.platform().needs().timeout();
    if (timeout != null) {
      template.put("activeDeadlineSeconds", JsonValue.of((double) timeout.toSeconds()));
    }
    return new PodShape(
        fields
            .map(fixed -> withFields(template, fixed, arguments))
            .orElseGet(() -> withFieldsOfTheRun(template, component.executor(), arguments))
            .build(),
        isDecided);
  }

  private static Optional<PodFields> fixed(
      ContainerComponent component, Optional<VolumeNeed<JsonValue>> workspace, ModelUse models) {
    return models.isPossibleIn(component) ? Optional.empty() : FixedFields.of(component, workspace);
  }

  private static JsonMembers withFields(
      JsonMembers template, PodFields fields, List<JsonValue> arguments) {
    return template
        .put("container", container(fields.container(), arguments))
        .putAll(fields.ofTemplate())
        .putUnlessEmpty("podSpecPatch", fields.patchText());
  }

  private static JsonMembers withFieldsOfTheRun(
      JsonMembers template, ContainerExecutor executor, List<JsonValue> arguments) {
    return template
        .put("container", container(JsonMembers.of("image", image(executor)), arguments))
        .put("podSpecPatch", Parameters.input(WorkflowWords.FIELDS));
  }

  private static List<JsonValue> arguments(RetryPolicy retries) {
    JsonValue key = JsonValue.of(Parameters.input(WorkflowWords.KEY));
    return retries.maxRetries() == 0 ? List.of(key) : List.of(key, JsonValue.of(RETRIES));
  }

  private static String image(ContainerExecutor executor) {
    return FixedFields.isFixed(executor.image()) ? executor.image() : IMAGE_OF_THE_RUN;
  }

  private static JsonObject container(JsonObject fields, List<JsonValue> arguments) {
    return new JsonMembers()
        .putAll(fields)
        .put("command", List.of(JsonValue.of(OwnParts.LAUNCHER)))
        .put("args", arguments)
        .build();
  }

  private static JsonObject metadata(PlatformNeeds<?> needs) {
    return new JsonMembers()
        .putUnlessEmpty("annotations", texts(needs.annotations()))
        .putUnlessEmpty("labels", texts(needs.labels()))
        .build();
  }

  private static JsonObject texts(Map<String, String> texts) {
    var members = new JsonMembers();
    texts.forEach(members::put);
    return members.build();
  }
}
