package io.pitwheel.engine.argo.pod;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.pod.PodForm;
import io.pitwheel.pod.PodVolumes;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fields of a task's pod that come from its component and the platform document. Variables with
 * plain values are none of them: the launcher sets those.
 *
 * @param container of the container of the command: image, resources, variables, mounts
 * @param ofTemplate of the pod, as far as a template of Argo's has a field for them
 * @param ofPod of the pod, as far as it has not
 */
public record PodFields(JsonObject container, JsonObject ofTemplate, JsonObject ofPod) {
  /** The fields of a command with every value resolved. */
  public static PodFields of(ContainerExecutor executor, PlatformNeeds<JsonValue> needs) {
    return of(executor, needs, List.of());
  }

  /**
   * The same.
   *
   * @param images of models among its inputs
   */
  public static PodFields of(
      ContainerExecutor executor, PlatformNeeds<JsonValue> needs, List<ModelImage> images) {
    PodVolumes volumes = PodVolumes.of(needs.volumes());
    var models = new ModelCopies(images, needs.imagePull().policy());
    JsonObject container =
        new JsonMembers()
            .put("image", executor.image())
            .putUnlessEmpty("imagePullPolicy", needs.imagePull().policy())
            .putUnlessEmpty("resources", PodForm.resources(executor.resources()))
            .putUnlessEmpty("env", PodForm.variables(Map.of(), needs))
            .putUnlessEmpty("volumeMounts", together(volumes.mounts(), models.mounts()))
            .putUnlessEmpty("securityContext", PodForm.securityContext(needs.user()))
            .build();
    JsonObject ofTemplate =
        new JsonMembers()
            .putUnlessEmpty("volumes", together(volumes.volumes(), models.volumes()))
            .putUnlessEmpty("nodeSelector", PodForm.nodeSelector(needs.placement()))
            .putUnlessEmpty("tolerations", PodForm.tolerations(needs.placement()))
            .putUnlessEmpty("affinity", PodForm.affinity(needs.placement()))
            .build();
    JsonObject ofPod =
        new JsonMembers()
            .putUnlessEmpty("imagePullSecrets", PodForm.pullSecrets(needs.imagePull()))
            .putUnlessEmpty("initContainers", models.initContainers())
            .build();
    return new PodFields(container, ofTemplate, ofPod);
  }

  private static JsonList together(JsonList some, List<JsonValue> others) {
    return new JsonList(Stream.concat(some.values().stream(), others.stream()).toList());
  }

  /** What a template has to patch into its pods; empty for nothing. */
  public String patchText() {
    return ofPod.members().isEmpty() ? "" : JsonWriter.write(ofPod);
  }

  /** Everything as one patch of the pod, for a template that knows nothing of its own. */
  public JsonObject wholePatch() {
    return new JsonMembers()
        .putAll(ofPod)
        .putAll(ofTemplate)
        .put(
            "containers",
            List.of(
                new JsonMembers().put("name", WorkflowWords.CONTAINER).putAll(container).build()))
        .build();
  }
}
