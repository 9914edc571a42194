package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/** One text for equal values: compact, keys sorted at every level, numbers in shortest form. */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static String of(JsonValue value) {
    return JsonWriter.write(sorted(value));
  }

  private static JsonValue sorted(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        var members = new LinkedHashMap<String, JsonValue>();
        new TreeMap<>(object.members()).forEach((key, member) -> members.put(key, sorted(member)));
        yield new JsonObject(members);
      }
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(CanonicalJson::sorted).toList());
      case JsonNull nothing -> nothing;
      case JsonBoolean flag -> flag;
      case JsonNumber number -> number;
      case JsonText text -> text;
    };
  }
}
