package io.pitwheel.driver.platform;

import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.pod.PodForm;
import io.pitwheel.pod.PodVolumes;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes the struct that a TASK_CONFIG input gets: what a pod of the task would have, in the form
 * of the pod specification, for tasks that start further pods themselves. KFP's driver writes the
 * same (backend/src/v2/driver/driver.go, TaskConfig).
 */
final class TaskSettings {
  private final ContainerExecutor executor;
  private final PlatformNeeds<JsonValue> needs;

  TaskSettings(ContainerExecutor executor, PlatformNeeds<JsonValue> needs) {
    this.executor = executor;
    this.needs = needs;
  }

  /** The struct with these fields; those that nothing was asked for are left out. */
  JsonObject of(Collection<TaskSettingsField> fields) {
    var settings = new JsonMembers();
    for (TaskSettingsField field : fields) {
      switch (field) {
        case RESOURCES ->
            settings.putUnlessEmpty("resources", PodForm.resources(executor.resources()));
        case ENV ->
            settings.putUnlessEmpty("env", PodForm.variables(executor.environment(), needs));
        case KUBERNETES_AFFINITY ->
            settings.putUnlessEmpty("affinity", PodForm.affinity(needs.placement()));
        case KUBERNETES_TOLERATIONS ->
            settings.putUnlessEmpty("tolerations", PodForm.tolerations(needs.placement()));
        case KUBERNETES_NODE_SELECTOR ->
            settings.putUnlessEmpty("nodeSelector", PodForm.nodeSelector(needs.placement()));
        case KUBERNETES_VOLUMES -> {
          var volumes = PodVolumes.of(needs.volumes());
          settings
              .putUnlessEmpty("volumes", volumes.volumes())
              .putUnlessEmpty("volumeMounts", volumes.mounts());
        }
      }
    }
    return settings.build();
  }

  /** What is left to ask of the platform when a field is taken as a value and not applied. */
  static PlatformNeeds<JsonValue> applied(
      PlatformNeeds<JsonValue> needs, Map<TaskSettingsField, Boolean> passthroughs) {
    Placement<JsonValue> placement = needs.placement();
    boolean hasVariables = isApplied(passthroughs, TaskSettingsField.ENV);
    return new PlatformNeeds<>(
        hasVariables ? needs.bundleVariables() : List.of(),
        hasVariables ? needs.fieldVariables() : List.of(),
        isApplied(passthroughs, TaskSettingsField.KUBERNETES_VOLUMES) ? needs.volumes() : List.of(),
        new Placement<>(
            isApplied(passthroughs, TaskSettingsField.KUBERNETES_NODE_SELECTOR)
                ? placement.nodeSelector()
                : null,
            isApplied(passthroughs, TaskSettingsField.KUBERNETES_TOLERATIONS)
                ? placement.tolerations()
                : List.of(),
            isApplied(passthroughs, TaskSettingsField.KUBERNETES_AFFINITY)
                ? placement.nodeAffinities()
                : List.of(),
            isApplied(passthroughs, TaskSettingsField.KUBERNETES_AFFINITY)
                ? placement.podAffinities()
                : List.of()),
        needs.imagePull(),
        needs.user(),
        needs.timeout(),
        needs.labels(),
        needs.annotations(),
        needs.others());
  }

  private static boolean isApplied(
      Map<TaskSettingsField, Boolean> passthroughs, TaskSettingsField field) {
    return passthroughs.getOrDefault(field, true);
  }
}
