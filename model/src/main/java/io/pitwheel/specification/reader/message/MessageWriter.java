package io.pitwheel.specification.reader.message;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A message as normalised proto3 JSON: camelCase keys in field order, what is unset or default left
 * out, enums by name, 64-bit integers as text, Structs as they are.
 */
public final class MessageWriter {
  private MessageWriter() {}

  public static JsonObject write(Message message) {
    var members = new LinkedHashMap<String, JsonValue>();
    message
        .getAllFields()
        .forEach((field, value) -> members.put(field.getJsonName(), member(field, value)));
    return new JsonObject(members);
  }

  private static JsonValue member(FieldDescriptor field, Object value) {
    if (!field.isRepeated()) {
      return single(field, value);
    }
    List<?> elements = (List<?>) value;
    if (!field.isMapField()) {
      return JsonValue.listOf(elements.stream().map(element -> single(field, element)).toList());
    }
    FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
    var members = new LinkedHashMap<String, JsonValue>();
    for (Object element : elements) {
      Message entry = (Message) element;
      members.put(
          (String) entry.getField(keyField), single(valueField, entry.getField(valueField)));
    }
    return new JsonObject(members);
  }

  private static JsonValue single(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case STRING -> JsonValue.of((String) value);
      case BOOLEAN -> JsonValue.of((boolean) value);
      case INT, DOUBLE, FLOAT -> JsonValue.of(((Number) value).doubleValue());
      case LONG -> JsonValue.of(value.toString());
      case ENUM -> JsonValue.of(((EnumValueDescriptor) value).getName());
      case MESSAGE -> message((Message) value);
      case BYTE_STRING -> throw new IllegalStateException("no bytes in specifications: " + field);
    };
  }

  private static JsonValue message(Message message) {
    return switch (message) {
      case Value value -> StructValues.fromMessage(value);
      case Struct struct -> StructValues.fromStruct(struct);
      case Duration duration -> JsonValue.of(DurationText.format(duration));
      default -> write(message);
    };
  }
}
