package io.pitwheel.conformance.corpus;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads members of JSON documents whose shape is only known from outside. */
final class JsonPath {
  private JsonPath() {}

  static Optional<JsonValue> valueAt(JsonValue parent, String key) {
    return parent instanceof JsonObject object
        ? Optional.ofNullable(object.members().get(key))
        : Optional.empty();
  }

  /** The members of an object below a key; none when there is no object. */
  static Map<String, JsonValue> membersAt(JsonValue parent, String key) {
    return valueAt(parent, key).orElse(JsonObject.EMPTY) instanceof JsonObject object
        ? object.members()
        : Map.of();
  }

  static List<JsonValue> listAt(JsonValue parent, String key) {
    return valueAt(parent, key).orElse(JsonObject.EMPTY) instanceof JsonList list
        ? list.values()
        : List.of();
  }

  /** The text below a key; empty when there is none. */
  static String textAt(JsonValue parent, String key) {
    return valueAt(parent, key).orElse(JsonObject.EMPTY) instanceof JsonText text
        ? text.value()
        : "";
  }
}
