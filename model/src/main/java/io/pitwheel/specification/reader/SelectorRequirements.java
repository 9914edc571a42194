package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.SelectorRequirement;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/** Expressions over labels in the form of the pod specification. */
final class SelectorRequirements {
  private SelectorRequirements() {}

  static JsonValue of(List<SelectorRequirement> requirements) {
    return JsonValue.listOf(requirements.stream().map(SelectorRequirements::requirement).toList());
  }

  private static JsonObject requirement(SelectorRequirement requirement) {
    return new JsonMembers()
        .put("key", requirement.getKey())
        .put("operator", requirement.getOperator())
        .putUnlessEmpty(
            "values",
            JsonValue.listOf(requirement.getValuesList().stream().map(JsonValue::of).toList()))
        .build();
  }
}
