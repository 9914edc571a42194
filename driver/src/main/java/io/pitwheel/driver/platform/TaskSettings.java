package io.pitwheel.driver.platform;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    var settings = new LinkedHashMap<String, JsonValue>();
    for (TaskSettingsField field : fields) {
      switch (field) {
        case RESOURCES -> putUnlessEmpty(settings, "resources", resources());
        case ENV -> putUnlessEmpty(settings, "env", variables());
        case KUBERNETES_AFFINITY ->
            putUnlessEmpty(settings, "affinity", NodeAffinities.merged(needs.placement()));
        case KUBERNETES_TOLERATIONS -> putUnlessEmpty(settings, "tolerations", tolerations());
        case KUBERNETES_NODE_SELECTOR -> {
          if (needs.placement().nodeSelector() instanceof JsonObject selector) {
            putUnlessEmpty(settings, "nodeSelector", selector);
          }
        }
        case KUBERNETES_VOLUMES -> {
          var volumes = PodVolumes.of(needs.volumes());
          putUnlessEmpty(settings, "volumes", volumes.volumes());
          putUnlessEmpty(settings, "volumeMounts", volumes.mounts());
        }
      }
    }
    return new JsonObject(settings);
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

  private JsonObject resources() {
    ContainerResources asked = executor.resources();
    var requests = new LinkedHashMap<String, JsonValue>();
    putText(requests, "cpu", asked.cpuRequest());
    putText(requests, "memory", asked.memoryRequest());
    var limits = new LinkedHashMap<String, JsonValue>();
    putText(limits, "cpu", asked.cpuLimit());
    putText(limits, "memory", asked.memoryLimit());
    if (!asked.acceleratorType().isEmpty()) {
      putText(limits, asked.acceleratorType(), asked.acceleratorCount());
    }
    var resources = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(resources, "limits", new JsonObject(limits));
    putUnlessEmpty(resources, "requests", new JsonObject(requests));
    return new JsonObject(resources);
  }

  private JsonList variables() {
    var variables = new ArrayList<JsonValue>();
    executor
        .environment()
        .forEach((name, value) -> variables.add(variable(name, "value", JsonValue.of(value))));
    for (BundleVariables<JsonValue> bundle : needs.bundleVariables()) {
      bundle
          .variableByKey()
          .forEach(
              (key, name) -> variables.add(variable(name, "valueFrom", reference(bundle, key))));
    }
    needs
        .fieldVariables()
        .forEach(field ->
            variables.add(
                variable(
                    field.variable(),
                    "valueFrom",
                    new JsonObject(
                        Map.of(
                            "fieldRef",
                            new JsonObject(Map.of("fieldPath", JsonValue.of(field.field()))))))));
    return new JsonList(variables);
  }

  private static JsonObject reference(BundleVariables<JsonValue> bundle, String key) {
    var reference = new LinkedHashMap<String, JsonValue>();
    reference.put("name", bundle.name());
    reference.put("key", JsonValue.of(key));
    if (bundle.isOptional() != null) {
      reference.put("optional", JsonValue.of(bundle.isOptional().booleanValue()));
    }
    String kind = bundle.kind() == BundleKind.SECRET ? "secretKeyRef" : "configMapKeyRef";
    return new JsonObject(Map.of(kind, new JsonObject(reference)));
  }

  private static JsonObject variable(String name, String form, JsonValue value) {
    var variable = new LinkedHashMap<String, JsonValue>();
    variable.put("name", JsonValue.of(name));
    variable.put(form, value);
    return new JsonObject(variable);
  }

  private JsonList tolerations() {
    var tolerations = new ArrayList<JsonValue>();
    for (JsonValue toleration : needs.placement().tolerations()) {
      switch (toleration) {
        case JsonList list -> tolerations.addAll(list.values());
        case JsonObject object when object.members().isEmpty() -> {}
        default -> tolerations.add(toleration);
      }
    }
    return new JsonList(tolerations);
  }

  private static void putText(Map<String, JsonValue> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, JsonValue.of(text));
    }
  }

  private static void putUnlessEmpty(
      Map<String, JsonValue> members, String name, JsonObject object) {
    if (!object.members().isEmpty()) {
      members.put(name, object);
    }
  }

  private static void putUnlessEmpty(Map<String, JsonValue> members, String name, JsonList list) {
    if (!list.values().isEmpty()) {
      members.put(name, list);
    }
  }
}
