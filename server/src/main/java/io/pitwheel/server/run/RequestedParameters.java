package io.pitwheel.server.run;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a run without those that the pipeline's own defaults say: KFP's clients compare
 * answers with what they sent, and a run keeps its parameters complete.
 */
final class RequestedParameters {
  private static final List<String> DECLARATIONS =
      List.of("root", "inputDefinitions", "parameters");

  private RequestedParameters() {}

  /**
   * @param document the pipeline as it is kept
   */
  static Map<String, JsonValue> of(Map<String, JsonValue> complete, JsonObject document) {
    JsonObject declarations = document;
    for (String key : DECLARATIONS) {
      declarations = member(declarations, key);
    }
    var requested = new TreeMap<String, JsonValue>();
    for (var parameter : complete.entrySet()) {
      JsonValue defaultValue =
          member(declarations, parameter.getKey()).members().get("defaultValue");
      boolean isDefault =
          defaultValue == null
              ? parameter.getValue() instanceof JsonNull
              : parameter.getValue().equals(defaultValue);
      if (!isDefault) {
        requested.put(parameter.getKey(), parameter.getValue());
      }
    }
    return requested;
  }

  private static JsonObject member(JsonObject object, String key) {
    return object.members().get(key) instanceof JsonObject member ? member : JsonObject.EMPTY;
  }
}
