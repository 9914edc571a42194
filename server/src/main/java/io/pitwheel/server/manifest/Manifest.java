package io.pitwheel.server.manifest;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Map;

/**
 * What a reported object says of itself; of the rest nothing is read.
 *
 * @param phase how far a workflow is; empty for nothing said
 * @param message why, for people; empty for nothing said
 */
public record Manifest(
    String name,
    String namespace,
    String uid,
    Map<String, JsonValue> labels,
    String phase,
    String message) {
  private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
  private static final String RUN_LABEL = "pipeline/runid";

  /**
   * Reads a manifest.
   *
   * @param field of the request that holds the text
   * @throws PipelinesException INVALID_ARGUMENT for what is no manifest, or one without name,
   *     namespace or UID
   */
  public static Manifest read(String field, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw refused(field, text.length() + " characters", "at most " + MAX_CHARACTERS);
    }
    Map<String, JsonValue> whole = members(parse(field, text));
    Map<String, JsonValue> metadata = members(whole.get("metadata"));
    Map<String, JsonValue> status = members(whole.get("status"));
    return new Manifest(
        required(field, metadata, "name"),
        required(field, metadata, "namespace"),
        required(field, metadata, "uid"),
        members(metadata.get("labels")),
        text(status, "phase"),
        text(status, "message"));
  }

  private static JsonValue parse(String field, String text) {
    try {
      if (JsonReader.read(text) instanceof JsonObject object) {
        return object;
      }
    } catch (PipelinesException exception) {
      throw PipelinesException.invalid(
          field, "reading %s: %s".formatted(field, exception.getMessage()));
    }
    throw refused(field, "no object", "the manifest as JSON text");
  }

  /**
   * The run whose tasks a workflow runs.
   *
   * @throws PipelinesException INVALID_ARGUMENT for one that names none
   */
  public String requiredRun(String field) {
    String value = text(labels, RUN_LABEL);
    if (value.isEmpty()) {
      throw refused(field + ".metadata.labels", "no " + RUN_LABEL, "the id of the run under it");
    }
    return value;
  }

  private static String required(String field, Map<String, JsonValue> metadata, String name) {
    String value = text(metadata, name);
    if (value.isEmpty()) {
      throw refused(field + ".metadata." + name, "none", "a text");
    }
    return value;
  }

  private static String text(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonText(String text) ? text : "";
  }

  private static Map<String, JsonValue> members(
      @org.jspecify.annotations.Nullable JsonValue value) {
    return value instanceof JsonObject object ? object.members() : Map.of();
  }

  private static PipelinesException refused(String path, String told, String expected) {
    return PipelinesException.invalid(
        path, "reading %s: %s (expected: %s)".formatted(path, told, expected));
  }
}
