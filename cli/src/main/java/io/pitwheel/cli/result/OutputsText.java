package io.pitwheel.cli.result;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.StringJoiner;

/** Outputs in one line: parameters with their values, artifacts with where they are. */
final class OutputsText {
  private static final int MAX_VALUE = 48;

  private OutputsText() {}

  /**
   * {@code accuracy=0.9, model: train/1/model}; empty when there are none.
   *
   * @param folder left out of the places of artifacts
   */
  static String of(JsonObject outputs, ArtifactFolder folder) {
    var text = new StringJoiner(", ");
    if (outputs.get("parameters") instanceof JsonObject parameters) {
      parameters.asMap().forEach((name, value) -> text.add(name + "=" + valueOf(value)));
    }
    if (outputs.get("artifacts") instanceof JsonObject artifacts) {
      artifacts.asMap().forEach((name, value) -> text.add(name + placesOf(value, folder)));
    }
    return text.toString();
  }

  private static String valueOf(JsonElement value) {
    String text =
        value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
            ? value.getAsString().replace("\n", "\\n")
            : value.toString();
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
  }

  private static String placesOf(JsonElement value, ArtifactFolder folder) {
    if (!(value instanceof JsonArray list) || list.isEmpty()) {
      return "";
    }
    if (list.size() > 1) {
      return " (%d artifacts)".formatted(list.size());
    }
    return list.get(0) instanceof JsonObject artifact && artifact.has("uri")
        ? ": " + folder.placeOf(artifact.get("uri").getAsString())
        : "";
  }
}
