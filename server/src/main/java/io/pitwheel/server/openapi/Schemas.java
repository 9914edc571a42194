package io.pitwheel.server.openapi;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of JSON schema, as OpenAPI 3.0 has it. */
final class Schemas {
  private Schemas() {}

  static JsonObject type(String type) {
    return new JsonObject(Map.of("type", JsonValue.of(type)));
  }

  static JsonObject type(String type, String format) {
    return ordered("type", JsonValue.of(type), "format", JsonValue.of(format));
  }

  static JsonObject arrayOf(JsonObject items) {
    return ordered("type", JsonValue.of("array"), "items", items);
  }

  static JsonObject mapOf(JsonObject values) {
    return ordered("type", JsonValue.of("object"), "additionalProperties", values);
  }

  static JsonObject oneOf(List<String> names) {
    return ordered("type", JsonValue.of("string"), "enum", texts(names));
  }

  /** One that may have these members and no other. */
  static JsonObject object(Map<String, JsonValue> properties) {
    var schema = new LinkedHashMap<String, JsonValue>();
    schema.put("type", JsonValue.of("object"));
    schema.put("properties", new JsonObject(properties));
    schema.put("additionalProperties", JsonValue.of(false));
    return new JsonObject(schema);
  }

  static JsonObject reference(String name) {
    return new JsonObject(Map.of("$ref", JsonValue.of("#/components/schemas/" + name)));
  }

  static JsonValue texts(List<String> texts) {
    return JsonValue.listOf(texts.stream().map(JsonValue::of).toList());
  }

  /** Content of one media type. */
  static JsonObject content(String mediaType, JsonObject schema) {
    return new JsonObject(Map.of(mediaType, new JsonObject(Map.of("schema", schema))));
  }

  static JsonObject ordered(String first, JsonValue one, String second, JsonValue other) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put(first, one);
    members.put(second, other);
    return new JsonObject(members);
  }
}
