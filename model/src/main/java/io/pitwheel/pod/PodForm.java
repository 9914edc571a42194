package io.pitwheel.pod;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of its platform in the form of the pod specification: for pods, and for tasks
 * that take their settings as a value because they start further pods themselves.
 */
public final class PodForm {
  private PodForm() {}

  /**
   * {@code resources} of a container. An accelerator is a limit, which a cluster takes for the
   * request as well.
   */
  public static JsonObject resources(ContainerResources asked) {
    var limits =
        new JsonMembers()
            .putUnlessEmpty("cpu", asked.cpuLimit())
            .putUnlessEmpty("memory", asked.memoryLimit());
    if (!asked.acceleratorType().isEmpty()) {
      limits.putUnlessEmpty(asked.acceleratorType(), asked.acceleratorCount());
    }
    JsonObject requests =
        new JsonMembers()
            .putUnlessEmpty("cpu", asked.cpuRequest())
            .putUnlessEmpty("memory", asked.memoryRequest())
            .build();
    return new JsonMembers()
        .putUnlessEmpty("limits", limits.build())
        .putUnlessEmpty("requests", requests)
        .build();
  }

  /**
   * {@code env} of a container.
   *
   * @param plain variables with their values, in order
   */
  public static JsonList variables(Map<String, String> plain, PlatformNeeds<JsonValue> needs) {
    var variables = new ArrayList<JsonValue>();
    plain.forEach((name, value) -> variables.add(variable(name, "value", JsonValue.of(value))));
    for (BundleVariables<JsonValue> bundle : needs.bundleVariables()) {
      bundle
          .keyByVariable()
          .forEach(
              (name, key) -> variables.add(variable(name, "valueFrom", reference(bundle, key))));
    }
    for (FieldVariable field : needs.fieldVariables()) {
      JsonObject source = JsonMembers.of("fieldRef", JsonMembers.of("fieldPath", field.field()));
      variables.add(variable(field.variable(), "valueFrom", source));
    }
    return new JsonList(variables);
  }

  /** {@code tolerations} of a pod; empty ones, which would tolerate everything, are left out. */
  public static JsonList tolerations(Placement<JsonValue> placement) {
    var tolerations = new ArrayList<JsonValue>();
    for (JsonValue toleration : placement.tolerations()) {
      switch (toleration) {
        case JsonList list -> tolerations.addAll(list.values());
        case JsonObject object when object.members().isEmpty() -> {}
        default -> tolerations.add(toleration);
      }
    }
    return new JsonList(tolerations);
  }

  /** {@code affinity} of a pod; empty when nothing was asked for. */
  public static JsonObject affinity(Placement<JsonValue> placement) {
    return new JsonMembers()
        .putAll(NodeAffinities.merged(placement))
        .putAll(PodAffinities.merged(placement.podAffinities()))
        .build();
  }

  /** {@code nodeSelector} of a pod; empty when nothing was asked for. */
  public static JsonObject nodeSelector(Placement<JsonValue> placement) {
    return placement.nodeSelector() instanceof JsonObject selector ? selector : JsonObject.EMPTY;
  }

  /**
   * What {@code securityContext} of a container says of a user; empty when nothing was asked for.
   */
  public static JsonObject securityContext(RunningUser user) {
    var context = new JsonMembers();
    putNumber(context, "runAsUser", user.userId());
    putNumber(context, "runAsGroup", user.groupId());
    if (user.isNotRoot() != null) {
      context.put("runAsNonRoot", JsonValue.of(user.isNotRoot().booleanValue()));
    }
    return context.build();
  }

  private static void putNumber(JsonMembers members, String name, @Nullable Long number) {
    if (number != null) {
      members.put(name, JsonValue.of(number.doubleValue()));
    }
  }

  /** {@code imagePullSecrets} of a pod. */
  public static JsonList pullSecrets(ImagePull<JsonValue> imagePull) {
    List<JsonObject> secrets =
        imagePull.secrets().stream().map(name -> JsonMembers.of("name", name)).toList();
    return new JsonList(List.copyOf(secrets));
  }

  private static JsonObject reference(BundleVariables<JsonValue> bundle, String key) {
    var reference = new JsonMembers().put("name", bundle.name()).put("key", key);
    if (bundle.isOptional() != null) {
      reference.put("optional", JsonValue.of(bundle.isOptional().booleanValue()));
    }
    String kind = bundle.kind() == BundleKind.SECRET ? "secretKeyRef" : "configMapKeyRef";
    return JsonMembers.of(kind, reference.build());
  }

  private static JsonObject variable(String name, String form, JsonValue value) {
    return new JsonMembers().put("name", name).put(form, value).build();
  }
}
