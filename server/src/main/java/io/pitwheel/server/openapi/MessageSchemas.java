package io.pitwheel.server.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** JSON schemas of messages, as {@code MessagePrinter} writes them. */
final class MessageSchemas {
  private final Map<String, JsonValue> schemas = new TreeMap<>();
  private final Set<String> seen = new TreeSet<>();
  private final Deque<Descriptor> waiting = new ArrayDeque<>();

  /** The schemas of all messages that were referred to, and of those that they refer to. */
  JsonObject all() {
    while (!waiting.isEmpty()) {
      Descriptor message = waiting.pop();
      schemas.put(name(message), objectOf(message));
    }
    return new JsonObject(schemas);
  }

  /** The schema of a message where it is used: itself when it is a well-known one. */
  JsonObject of(Descriptor message) {
    return switch (message.getFullName()) {
      case "google.protobuf.Struct", "google.protobuf.Any" -> Schemas.type("object");
      case "google.protobuf.Empty" -> Schemas.object(Map.of());
      case "google.protobuf.Value" -> JsonObject.EMPTY;
      case "google.protobuf.ListValue" -> Schemas.arrayOf(JsonObject.EMPTY);
      case "google.protobuf.Timestamp" -> Schemas.type("string", "date-time");
      default -> reference(message);
    };
  }

  /** The schema of a field. */
  JsonObject of(FieldDescriptor field) {
    if (field.isMapField()) {
      FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
      return Schemas.mapOf(single(value));
    }
    return field.isRepeated() ? Schemas.arrayOf(single(field)) : single(field);
  }

  private JsonObject single(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> Schemas.type("integer", "int32");
      case LONG -> Schemas.type("string", "int64");
      case DOUBLE -> Schemas.type("number", "double");
      case FLOAT -> Schemas.type("number", "float");
      case BOOLEAN -> Schemas.type("boolean");
      case STRING -> Schemas.type("string");
      case BYTE_STRING -> Schemas.type("string", "byte");
      case ENUM -> enumOf(field.getEnumType());
      case MESSAGE -> of(field.getMessageType());
    };
  }

  private static JsonObject enumOf(EnumDescriptor type) {
    return Schemas.oneOf(type.getValues().stream().map(EnumValueDescriptor::getName).toList());
  }

  private JsonObject reference(Descriptor message) {
    if (seen.add(message.getFullName())) {
      waiting.add(message);
    }
    return Schemas.reference(name(message));
  }

  private JsonObject objectOf(Descriptor message) {
    var properties = new LinkedHashMap<String, JsonValue>();
    message.getFields().forEach(field -> properties.put(field.getName(), of(field)));
    return Schemas.object(properties);
  }

  /** Without the package: names are unique among those that REST shows. */
  private static String name(Descriptor message) {
    String whole = message.getFullName();
    String file = message.getFile().getPackage();
    return file.isEmpty() ? whole : whole.substring(file.length() + 1);
  }
}
