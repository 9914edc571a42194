package io.pitwheel.engine.argo.claim;

import io.pitwheel.driver.RunFacts;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;

/**
 * The claim that the tasks of one run share: its form, and where pods see it. All Workflows of the
 * run have the same.
 */
public final class WorkspaceClaim {
  private static final String PLACE = "platforms.kubernetes.pipelineConfig.workspace";
  private static final String ACCESS_MODES = "accessModes";
  private static final String STORAGE_CLASS = "storageClassName";

  private WorkspaceClaim() {}

  /** The name of the claim of a run. */
  public static String nameOf(String runId) {
    return "kfp-workspace-" + runId;
  }

  /** The claim as a volume of a task. */
  public static ClaimVolume<JsonValue> volumeOf(String runId) {
    return new ClaimVolume<>(JsonValue.of(nameOf(runId)), RunFacts.WORKSPACE_PATH, "");
  }

  /**
   * The claim of a run whose pipeline has a workspace. A patch has no other fields than access
   * modes and storage class: the reader of pipelines refuses others.
   */
  public static JsonObject of(
      PipelineSpecification pipeline, String runId, WorkspaceDefaults defaults) {
    JsonObject workspace = workspaceOf(pipeline);
    String size = text(workspace, "size", PLACE);
    var specification = new JsonMembers();
    specification
        .put(ACCESS_MODES, List.of(JsonValue.of(defaults.accessMode())))
        .put("resources", ClaimForm.request(size.isEmpty() ? defaults.size() : size))
        .putUnlessEmpty(STORAGE_CLASS, defaults.storageClass());
    object(object(workspace, "kubernetes"), "pvcSpecPatch").members().forEach(specification::put);
    return ClaimForm.claim(nameOf(runId), runId, Map.of(), specification.build());
  }

  private static JsonObject workspaceOf(PipelineSpecification pipeline) {
    JsonObject found = pipeline.platformDocument();
    for (String key : List.of("platforms", "kubernetes", "pipelineConfig", "workspace")) {
      found = object(found, key);
    }
    return found;
  }

  private static JsonObject object(JsonObject around, String key) {
    return around.members().get(key) instanceof JsonObject found ? found : JsonObject.EMPTY;
  }

  private static String text(JsonObject around, String key, String path) {
    JsonValue value = around.members().getOrDefault(key, JsonValue.of(""));
    if (value instanceof JsonText(String found)) {
      return found;
    }
    throw PipelinesException.invalid(
        path + "." + key,
        "reading the workspace of a pipeline: %s at %s.%s (expected: a text)"
            .formatted(JsonWriter.write(value), path, key));
  }
}
