package io.pitwheel.driver.cache;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import io.pitwheel.value.TextSize;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters in which the digest of its text form stands for each large value: the same whether it
 * is in memory or spilled, and wherever to.
 */
public final class LargeDigests {
  private LargeDigests() {}

  /** The parameters as an object, by name. */
  public static JsonObject of(Map<String, JsonValue> parameters) {
    var members = new LinkedHashMap<String, JsonValue>();
    parameters.forEach((name, value) -> members.put(name, of(value)));
    return new JsonObject(members);
  }

  private static JsonValue of(JsonValue value) {
    if (LargeValues.hasSpilled(value)) {
      return ofSpilled(value);
    }
    if (TextSize.fits(value, LargeValues.MAX_INLINE_BYTES)) {
      return value;
    }
    String text = JsonWriter.text(value);
    return digest(text.getBytes(StandardCharsets.UTF_8).length, TextDigest.sha256(text));
  }

  private static JsonValue ofSpilled(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> digest(spilled.bytes(), spilled.digest());
      case JsonList list -> JsonValue.listOf(list.values().stream().map(LargeDigests::of).toList());
      case JsonObject object -> of(object.members());
      default -> value;
    };
  }

  private static JsonObject digest(long bytes, String digest) {
    return new JsonObject(
        Map.of("bytes", JsonValue.of((double) bytes), "sha256", JsonValue.of(digest)));
  }
}
