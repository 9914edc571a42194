package io.pitwheel.conformance.behaviour;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a case.
 *
 * @param documents the pipeline, and the platform's document when there is one
 * @param options as {@code plugins_input.pitwheel} takes them; {@code $FIRST_RUN} stands for the id
 *     of the case's first run
 * @param expected a fragment of the result document, see {@link Fragment}; its tasks by path
 */
public record BehaviourRun(
    List<JsonObject> documents, JsonObject arguments, JsonObject options, JsonObject expected) {
  private static final String FIRST_RUN_MARK = "$FIRST_RUN";

  /**
   * The request that starts it.
   *
   * @param firstRunId of the case's first run; empty for that run itself
   */
  JsonObject request(String displayName, String firstRunId) {
    var request = new LinkedHashMap<String, JsonValue>();
    request.put("display_name", JsonValue.of(displayName));
    request.put("pipeline_spec", pipeline());
    request.put("runtime_config", new JsonObject(Map.of("parameters", arguments)));
    if (!options.members().isEmpty()) {
      JsonValue told =
          JsonReader.read(JsonWriter.write(options).replace(FIRST_RUN_MARK, firstRunId));
      request.put("plugins_input", new JsonObject(Map.of("pitwheel", told)));
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
