package io.pitwheel.driver.expression;

import dev.cel.common.values.NullValue;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON values as CEL knows them, and back. Every JSON number is a CEL double. Of a spilled value
 * there is only its reference: who lets an expression look into it loads it before.
 */
public final class CelValues {
  private CelValues() {}

  public static Object fromJson(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> NullValue.NULL_VALUE;
      case JsonBoolean flag -> flag.value();
      case JsonNumber number -> number.value();
      case JsonText text -> text.value();
      case JsonList list -> list.values().stream().map(CelValues::fromJson).toList();
      case JsonObject object -> fromMembers(object.members());
      case JsonSpilled spilled -> fromMembers(spilled.reference().members());
    };
  }

  public static Map<String, Object> fromMembers(Map<String, JsonValue> members) {
    var converted = new LinkedHashMap<String, Object>();
    members.forEach((name, member) -> converted.put(name, fromJson(member)));
    return converted;
  }

  /** Empty for what JSON has no word for: bytes, times, types, infinite numbers, unknowns. */
  static Optional<JsonValue> toJson(Object value) {
    return switch (value) {
      case NullValue _ -> Optional.of(JsonValue.ofNull());
      case Boolean flag -> Optional.of(JsonValue.of(flag));
      case Number number when Double.isFinite(number.doubleValue()) ->
          Optional.of(JsonValue.of(number.doubleValue()));
      case String text -> Optional.of(JsonValue.of(text));
      case List<?> list -> listToJson(list);
      case Map<?, ?> map -> mapToJson(map);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonValue> listToJson(List<?> list) {
    var converted = new ArrayList<JsonValue>();
    for (Object element : list) {
      Optional<JsonValue> value = toJson(element);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      converted.add(value.get());
    }
    return Optional.of(JsonValue.listOf(converted));
  }

  private static Optional<JsonValue> mapToJson(Map<?, ?> map) {
    var converted = new LinkedHashMap<String, JsonValue>();
    for (var member : map.entrySet()) {
      Optional<JsonValue> value = toJson(member.getValue());
      if (value.isEmpty() || !(member.getKey() instanceof String name)) {
        return Optional.empty();
      }
      converted.put(name, value.get());
    }
    return Optional.of(new JsonObject(converted));
  }
}
