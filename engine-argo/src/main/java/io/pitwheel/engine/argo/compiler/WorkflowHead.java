package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.pod.OwnParts;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.pod.PodForm;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.YamlWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands in every Workflow once: who it is, and what its pods have in common. The latter is a
 * patch of the whole Workflow, so that no template repeats it; it needs that Argo makes no pod of
 * its own for the Workflow, since it would be patched too.
 */
final class WorkflowHead {
  private static final String TOKEN = "token";
  private static final String TOKEN_FOLDER = "/pitwheel/token";

  private final WorkflowSettings settings;

  WorkflowHead(WorkflowSettings settings) {
    this.settings = settings;
  }

  JsonObject metadata(WorkflowTarget target) {
    return new JsonMembers()
        .put("name", target.name())
        .putUnlessEmpty("namespace", target.namespace())
        .put("finalizers", List.of(JsonValue.of(WorkflowWords.FINALIZER)))
        .put(
            "labels",
            new JsonMembers()
                .put(WorkflowWords.RUN_LABEL, target.runId())
                .putUnlessEmpty(WorkflowWords.INSTANCE_LABEL, settings.instanceId())
                .build())
        .build();
  }

  /** Fields of the specification about all pods. */
  JsonObject pods(WorkflowTarget target) {
    return new JsonMembers()
        .putUnlessEmpty("serviceAccountName", target.serviceAccount())
        .put(
            "podMetadata",
            new JsonMembers()
                .put("annotations", JsonMembers.of("sidecar.istio.io/inject", "false"))
                .put("labels", JsonMembers.of(WorkflowWords.RUN_LABEL, target.runId()))
                .build())
        // In JSON every quote inside this text would cost two bytes of the Workflow.
        .put("podSpecPatch", YamlWriter.writeLines(patch(target)))
        .build();
  }

  private JsonObject patch(WorkflowTarget target) {
    return new JsonMembers()
        .put(
            "securityContext",
            JsonMembers.of("seccompProfile", JsonMembers.of("type", "RuntimeDefault")))
        .put(
            "volumes",
            List.of(
                volume(OwnParts.LAUNCHER_VOLUME, "emptyDir", JsonObject.EMPTY),
                tokenVolume(target.runId())))
        .put("initContainers", List.of(copying()))
        .put("containers", List.of(command()))
        .build();
  }

  /**
   * Copies the launcher into the folder that it shares with the task's command, with the address of
   * the server. Of which run it is its token says.
   */
  private JsonObject copying() {
    return new JsonMembers()
        .put("name", OwnParts.COPYING)
        .put("image", settings.launcherImage())
        .put("command", texts("/launcher/copy", settings.serverAddress()))
        .put(
            "volumeMounts",
            List.of(OwnParts.mount(OwnParts.LAUNCHER_VOLUME, OwnParts.LAUNCHER_FOLDER)))
        .put("resources", OwnParts.resourcesForCopying())
        .put(
            "securityContext",
            new JsonMembers()
                .put("runAsNonRoot", JsonValue.of(true))
                .putAll(OwnParts.unprivileged())
                .build())
        .build();
  }

  /** What is said of its user here wins over what templates say. */
  private JsonObject command() {
    return new JsonMembers()
        .put("name", WorkflowWords.CONTAINER)
        .put(
            "volumeMounts",
            List.of(
                OwnParts.mount(OwnParts.LAUNCHER_VOLUME, OwnParts.LAUNCHER_FOLDER),
                OwnParts.mount(TOKEN, TOKEN_FOLDER)))
        .put(
            "securityContext",
            new JsonMembers()
                .putAll(PodForm.securityContext(settings.enforcedUser()))
                .putAll(OwnParts.unprivileged())
                .build())
        .build();
  }

  /** A token that is good for this run only, renewed by the cluster as long as the pod lives. */
  private static JsonObject tokenVolume(String runId) {
    JsonObject token =
        new JsonMembers().put("audience", RunTokens.AUDIENCE + runId).put("path", "token").build();
    JsonObject sources =
        new JsonMembers()
            .put("sources", List.of(JsonMembers.of("serviceAccountToken", token)))
            .build();
    return volume(TOKEN, "projected", sources);
  }

  private static JsonObject volume(String name, String kind, JsonObject source) {
    return new JsonMembers().put("name", name).put(kind, source).build();
  }

  private static List<JsonValue> texts(String... texts) {
    return Stream.of(texts).map(JsonValue::of).toList();
  }
}
