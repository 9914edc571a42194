package io.pitwheel.recurringrun;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every run of a recurring run is made of.
 *
 * @param displayName of the recurring run; its runs are named after it
 * @param parameters as given, with their placeholders
 * @param pipelineRoot empty for the default
 * @param pluginsInput what plugins are told, ours among them, by the plugin's name
 */
public record RunTemplate(
    String displayName,
    String description,
    String experimentId,
    Source source,
    Map<String, JsonValue> parameters,
    String pipelineRoot,
    String serviceAccount,
    JsonObject pluginsInput) {
  public RunTemplate {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Where the pipeline comes from. */
  public sealed interface Source {
    /** It came with the request and is kept under the id. */
    record Inline(String specificationId) implements Source {}

    /**
     * A kept pipeline.
     *
     * @param versionId empty for the one that is the newest at each tick
     */
    record Kept(String pipelineId, String versionId) implements Source {}
  }
}
