package io.pitwheel.server.pipeline;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Map;
import java.util.TreeMap;

/** Checks of tags, with the bounds of KFP. Lengths count characters. */
final class Tags {
  static final int MAX_COUNT = 20;
  static final int MAX_LENGTH = 63;

  private Tags() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT naming the tag
   */
  static Map<String, String> require(String path, Map<String, String> tags) {
    if (tags.size() > MAX_COUNT) {
      throw refused(path, tags.size() + " tags", "at most " + MAX_COUNT);
    }
    tags.forEach((key, value) -> {
      if (key.isEmpty() || length(key) > MAX_LENGTH || key.contains(".")) {
        throw refused(
            path,
            "the key " + (key.isEmpty() ? "\"\"" : shown(key)),
            "1 to %d characters without a dot".formatted(MAX_LENGTH));
      }
      if (length(value) > MAX_LENGTH) {
        throw refused(path + "." + key, length(value) + " characters", "at most " + MAX_LENGTH);
      }
    });
    return tags;
  }

  /** Of a query parameter: a JSON object of texts; empty for none. */
  static Map<String, String> parse(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    if (!(JsonReader.read(text) instanceof JsonObject object)) {
      throw refused("tags", shown(text), "a JSON object of texts");
    }
    var tags = new TreeMap<String, String>();
    object
        .members()
        .forEach((key, value) -> {
          if (!(value instanceof JsonText(String tag))) {
            throw refused("tags." + key, "no text", "a JSON object of texts");
          }
          tags.put(key, tag);
        });
    return require("tags", tags);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  private static PipelinesException refused(String path, String given, String expected) {
    return PipelinesException.invalid(
        path, "reading %s: %s (expected: %s)".formatted(path, given, expected));
  }
}
