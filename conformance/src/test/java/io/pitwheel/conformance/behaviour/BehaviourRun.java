package io.pitwheel.conformance.behaviour;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a case.
 *
 * @param documents the pipeline, and the platform's document when there is one
 * @param options as {@code plugins_input.pitwheel} takes them
 * @param expected a fragment of the result document, see {@link Fragment}; its tasks by path
 */
public record BehaviourRun(
    List<JsonObject> documents, JsonObject arguments, JsonObject options, JsonObject expected) {
  /** The request that starts it. */
  JsonObject request(String displayName) {
    var request = new LinkedHashMap<String, JsonValue>();
    request.put("display_name", JsonValue.of(displayName));
    request.put("pipeline_spec", pipeline());
    request.put("runtime_config", new JsonObject(Map.of("parameters", arguments)));
    if (!options.members().isEmpty()) {
      request.put("plugins_input", new JsonObject(Map.of("pitwheel", options)));
    }
    return new JsonObject(request);
  }

  private JsonObject pipeline() {
    return documents.size() == 1
        ? documents.getFirst()
        : new JsonObject(
            Map.of("pipeline_spec", documents.get(0), "platform_spec", documents.get(1)));
  }
}
