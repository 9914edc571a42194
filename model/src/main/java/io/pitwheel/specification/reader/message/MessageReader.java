package io.pitwheel.specification.reader.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.failure.NearestNames;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.HashSet;
import java.util.Map;

/**
 * Reads proto3 JSON into a message by its descriptor, strictly: keys in camelCase or as in the
 * proto, an unknown or repeated field, a wrong kind and a second member of a oneof are refused with
 * their place. Written here because the library's own reader knows no places.
 */
public final class MessageReader {
  private final Message.Builder into;
  private final DocumentPath path;

  private MessageReader(Message.Builder into, DocumentPath path) {
    this.into = into;
    this.path = path;
  }

  /** Fills the builder; {@code path} is where the object stands. */
  public static void read(JsonObject object, Message.Builder into, DocumentPath path) {
    new MessageReader(into, path).readFields(object);
  }

  private void readFields(JsonObject object) {
    var seen = new HashSet<FieldDescriptor>();
    for (var member : object.members().entrySet()) {
      FieldDescriptor field = fieldNamed(member.getKey());
      DocumentPath place = path.field(member.getKey());
      if (!seen.add(field)) {
        throw Refusal.of(place, "the field stands twice", "either spelling of it once");
      }
      if (member.getValue() instanceof JsonNull && !isAnyValue(field)) {
        continue;
      }
      requireFreeOneof(field, place);
      readField(field, member.getValue(), place);
    }
  }

  private FieldDescriptor fieldNamed(String key) {
    Descriptor descriptor = into.getDescriptorForType();
    for (FieldDescriptor field : descriptor.getFields()) {
      if (key.equals(field.getJsonName()) || key.equals(field.getName())) {
        return field;
      }
    }
    var known = descriptor.getFields().stream().map(FieldDescriptor::getJsonName).toList();
    throw Refusal.of(path.field(key), "unknown field " + key, NearestNames.of(key, known));
  }

  private static boolean isAnyValue(FieldDescriptor field) {
    return !field.isRepeated()
        && field.getJavaType() == JavaType.MESSAGE
        && field.getMessageType().equals(Value.getDescriptor());
  }

  private void requireFreeOneof(FieldDescriptor field, DocumentPath place) {
    var oneof = field.getRealContainingOneof();
    if (oneof != null && into.hasOneof(oneof)) {
      String other = into.getOneofFieldDescriptor(oneof).getJsonName();
      throw Refusal.of(
          place, "%s beside %s".formatted(field.getJsonName(), other), "only one of the two");
    }
  }

  private void readField(FieldDescriptor field, JsonValue value, DocumentPath place) {
    if (field.isMapField()) {
      readMap(field, value, place);
    } else if (field.isRepeated()) {
      readList(field, value, place);
    } else {
      into.setField(field, single(into, field, value, place));
    }
  }

  private void readMap(FieldDescriptor field, JsonValue value, DocumentPath place) {
    FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
    for (Map.Entry<String, JsonValue> member : object(value, place).members().entrySet()) {
      Message.Builder entry = into.newBuilderForField(field);
      DocumentPath inner = place.field(member.getKey());
      entry.setField(keyField, member.getKey());
      entry.setField(valueField, single(entry, valueField, member.getValue(), inner));
      into.addRepeatedField(field, entry.build());
    }
  }

  private void readList(FieldDescriptor field, JsonValue value, DocumentPath place) {
    if (!(value instanceof JsonList list)) {
      throw Refusal.of(place, value.description(), "a list");
    }
    int position = 0;
    for (JsonValue element : list.values()) {
      into.addRepeatedField(field, single(into, field, element, place.index(position++)));
    }
  }

  private static Object single(
      Message.Builder owner, FieldDescriptor field, JsonValue value, DocumentPath place) {
    return field.getJavaType() == JavaType.MESSAGE
        ? message(owner.newBuilderForField(field), value, place)
        : ScalarField.read(field, value, place);
  }

  private static Message message(Message.Builder builder, JsonValue value, DocumentPath place) {
    Descriptor descriptor = builder.getDescriptorForType();
    if (descriptor.equals(Value.getDescriptor())) {
      return StructValues.toMessage(value);
    }
    if (descriptor.equals(Struct.getDescriptor())) {
      return StructValues.toStruct(object(value, place));
    }
    if (descriptor.equals(Duration.getDescriptor())) {
      return duration(value, place);
    }
    read(object(value, place), builder, place);
    return builder.build();
  }

  private static Duration duration(JsonValue value, DocumentPath place) {
    if (value instanceof JsonValue.JsonText text) {
      var duration = DurationText.parse(text.value());
      if (duration.isPresent()) {
        return duration.get();
      }
    }
    throw Refusal.of(place, value.description(), "a duration such as \"30s\"");
  }

  private static JsonObject object(JsonValue value, DocumentPath place) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Refusal.of(place, value.description(), "an object");
  }
}
