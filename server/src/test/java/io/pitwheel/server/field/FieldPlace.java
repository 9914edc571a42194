package io.pitwheel.server.field;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a request, or of a message inside it. A map has two places beside its own: a key of
 * it, and the value under one.
 */
record FieldPlace(List<FieldDescriptor> steps) {
  /** How far inside fields are looked for that no right request has. */
  private static final int DEPTH = 2;

  private static final String KEY = "key";
  private static final String VALUE = "value";

  /** Nowhere: the request stays as it is. */
  static final FieldPlace NONE = new FieldPlace(List.of());

  FieldPlace {
    steps = List.copyOf(steps);
  }

  /** All fields of a request, with those of its messages. */
  static List<FieldPlace> of(Descriptor type, JsonObject right) {
    var places = new ArrayList<FieldPlace>();
    collect(type, right, List.of(), places);
    return places;
  }

  private static void collect(
      Descriptor type,
      @Nullable JsonValue right,
      List<FieldDescriptor> outer,
      List<FieldPlace> places) {
    for (FieldDescriptor field : type.getFields()) {
      var steps = new ArrayList<>(outer);
      steps.add(field);
      places.add(new FieldPlace(steps));
      JsonValue inner = right instanceof JsonObject object ? member(object, field) : null;
      if (isOpen(field) && (inner != null || field.isMapField() || steps.size() < DEPTH)) {
        collect(field.getMessageType(), inner, steps, places);
      }
    }
  }

  private static boolean isOpen(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && !field.getMessageType().getFullName().startsWith("google.protobuf");
  }

  private static @Nullable JsonValue member(JsonObject object, FieldDescriptor field) {
    JsonValue member = object.members().get(field.getName());
    if (field.isMapField()) {
      return member instanceof JsonObject map ? firstEntry(map) : null;
    }
    return member instanceof JsonList(List<JsonValue> items)
        ? items.isEmpty() ? null : items.getFirst()
        : member;
  }

  /** As the message that stands for an entry of a map. */
  private static @Nullable JsonObject firstEntry(JsonObject map) {
    return map.members().entrySet().stream()
        .findFirst()
        .map(entry -> entry(JsonValue.of(entry.getKey()), entry.getValue()))
        .orElse(null);
  }

  private static JsonObject entry(JsonValue key, JsonValue value) {
    return new JsonObject(Map.of(KEY, key, VALUE, value));
  }

  /** One that a map of the field could have. */
  private static JsonObject someEntry(FieldDescriptor field) {
    boolean isOfTexts =
        field.getMessageType().findFieldByName(VALUE).getJavaType() == JavaType.STRING;
    return entry(JsonValue.of("key"), isOfTexts ? JsonValue.of("value") : JsonObject.EMPTY);
  }

  private static JsonObject mapOf(JsonObject entry) {
    return new JsonObject(
        Map.of(
            JsonWriter.text(entry.members().getOrDefault(KEY, JsonValue.ofNull())),
            entry.members().getOrDefault(VALUE, JsonValue.ofNull())));
  }

  /** Whether it is a key of a map. */
  boolean isKey() {
    return steps.size() > 1
        && steps.get(steps.size() - 2).isMapField()
        && steps.getLast().getName().equals(KEY);
  }

  /** Such as {@code run.display_name}. */
  String name() {
    return steps.stream().map(FieldDescriptor::getName).collect(joining("."));
  }

  boolean isAtTheTop() {
    return steps.size() == 1;
  }

  /** The request with something else in this place. */
  JsonObject put(JsonObject right, JsonValue value) {
    return steps.isEmpty() ? right : put(right, 0, value);
  }

  private JsonObject put(JsonObject object, int step, JsonValue value) {
    FieldDescriptor field = steps.get(step);
    var members = new LinkedHashMap<>(object.members());
    if (field.getRealContainingOneof() != null) {
      field
          .getRealContainingOneof()
          .getFields()
          .forEach(other -> {
            if (!other.equals(field)) {
              members.remove(other.getName());
            }
          });
    }
    if (step == steps.size() - 1) {
      members.put(field.getName(), value);
      return new JsonObject(members);
    }
    JsonObject missing = field.isMapField() ? someEntry(field) : JsonObject.EMPTY;
    JsonObject inner = member(object, field) instanceof JsonObject there ? there : missing;
    JsonObject changed = put(inner, step + 1, value);
    if (field.isMapField()) {
      members.put(field.getName(), mapOf(changed));
      return new JsonObject(members);
    }
    members.put(field.getName(), field.isRepeated() ? JsonValue.listOf(List.of(changed)) : changed);
    return new JsonObject(members);
  }
}
