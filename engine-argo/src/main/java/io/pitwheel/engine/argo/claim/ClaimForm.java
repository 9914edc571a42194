package io.pitwheel.engine.argo.claim;

import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Map;

/** Claims in the form of Kubernetes. */
public final class ClaimForm {
  private ClaimForm() {}

  /**
   * The claim that a task makes: the run is a label, not its owner, since the claim outlives it.
   */
  static JsonObject of(CreateClaim claim, String runId) {
    JsonObject specification =
        new JsonMembers()
            .put("accessModes", claim.accessModes().stream().map(JsonValue::of).toList())
            .put("resources", request(claim.size()))
            .put("storageClassName", claim.storageClass())
            .putUnlessEmpty("volumeName", claim.volumeName())
            .putUnlessEmpty("dataSource", claim.dataSource())
            .build();
    return claim(claim.name(), runId, claim.annotations(), specification);
  }

  static JsonObject request(String size) {
    return JsonMembers.of("requests", JsonMembers.of("storage", size));
  }

  static JsonObject claim(
      String name, String runId, Map<String, String> annotations, JsonObject specification) {
    var texts = new JsonMembers();
    annotations.forEach(texts::put);
    return new JsonMembers()
        .put("apiVersion", "v1")
        .put("kind", "PersistentVolumeClaim")
        .put(
            "metadata",
            new JsonMembers()
                .put("name", name)
                .put("labels", JsonMembers.of(WorkflowWords.RUN_LABEL, runId))
                .putUnlessEmpty("annotations", texts.build())
                .build())
        .put("spec", specification)
        .build();
  }
}
