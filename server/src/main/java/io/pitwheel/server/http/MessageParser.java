package io.pitwheel.server.http;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages from JSON, as KFP's gateway reads them: names in either case, null as unset, unknown
 * fields refused. Every refusal names the path in the body, the value and what was expected.
 */
public final class MessageParser {
  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private MessageParser() {}

  /**
   * Puts what the JSON says into a builder.
   *
   * @param path the name of the value in messages, such as {@code run}; empty for the whole body
   * @throws PipelinesException INVALID_ARGUMENT
   */
  public static void merge(JsonValue value, Message.Builder builder, String path) {
    switch (builder) {
      case Struct.Builder struct -> struct.mergeFrom(JsonStructs.toStruct(object(value, path)));
      case Value.Builder any -> any.mergeFrom(JsonStructs.toValue(value));
      case ListValue.Builder list ->
          list(value, path).values().forEach(item -> list.addValues(JsonStructs.toValue(item)));
      case Timestamp.Builder time -> time.mergeFrom(ScalarParser.parseTime(value, path));
      case Any.Builder _ -> object(value, path);
      default -> mergeFields(object(value, path), builder, path);
    }
  }

  /** The field of a message by its name in either case; null when it has no such field. */
  static @Nullable FieldDescriptor findField(Descriptor type, String name) {
    return FIELDS.computeIfAbsent(type, MessageParser::fieldsByName).get(name);
  }

  private static Map<String, FieldDescriptor> fieldsByName(Descriptor type) {
    var fields = new TreeMap<String, FieldDescriptor>();
    for (FieldDescriptor field : type.getFields()) {
      fields.put(field.getName(), field);
      fields.put(field.getJsonName(), field);
    }
    return fields;
  }

  private static void mergeFields(JsonObject object, Message.Builder builder, String path) {
    var seen = new TreeMap<Integer, String>();
    for (var member : object.members().entrySet()) {
      FieldDescriptor field = findField(builder.getDescriptorForType(), member.getKey());
      String fieldPath = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      if (field == null) {
        throw unknown(builder.getDescriptorForType(), member.getKey(), fieldPath);
      }
      String earlier = seen.put(field.getNumber(), member.getKey());
      if (earlier != null) {
        throw PipelinesException.invalid(
            fieldPath,
            "reading %s: given twice, also as %s (expected: once)".formatted(fieldPath, earlier));
      }
      if (!isUnset(field, member.getValue())) {
        refuseSecondOfOneof(builder, field, fieldPath);
        setField(builder, field, member.getValue(), fieldPath);
      }
    }
  }

  /** JSON null means unset, save where null is a value. */
  private static boolean isUnset(FieldDescriptor field, JsonValue value) {
    boolean isValue =
        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && !field.isRepeated()
            && field.getMessageType().equals(Value.getDescriptor());
    return value instanceof JsonNull && !isValue;
  }

  private static void refuseSecondOfOneof(
      Message.Builder builder, FieldDescriptor field, String path) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    if (oneof != null && builder.hasOneof(oneof)) {
      String other = String.valueOf(builder.getOneofFieldDescriptor(oneof));
      throw PipelinesException.invalid(
          path,
          "reading %s: given beside %s (expected: at most one of %s)"
              .formatted(path, other.substring(other.lastIndexOf('.') + 1), oneof.getName()));
    }
  }

  private static void setField(
      Message.Builder builder, FieldDescriptor field, JsonValue value, String path) {
    if (field.isMapField()) {
      object(value, path)
          .members()
          .forEach((key, item) -> addEntry(builder, field, key, item, path + "." + key));
    } else if (field.isRepeated()) {
      var items = list(value, path).values();
      for (int i = 0; i < items.size(); i++) {
        String itemPath = path + "[" + i + "]";
        builder.addRepeatedField(field, single(builder, field, items.get(i), itemPath));
      }
    } else {
      builder.setField(field, single(builder, field, value, path));
    }
  }

  private static void addEntry(
      Message.Builder builder, FieldDescriptor field, String key, JsonValue item, String path) {
    Message.Builder entry = builder.newBuilderForField(field);
    FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
    entry.setField(keyField, ScalarParser.parse(keyField, JsonValue.of(key), path));
    entry.setField(valueField, single(entry, valueField, item, path));
    builder.addRepeatedField(field, entry.build());
  }

  private static Object single(
      Message.Builder parent, FieldDescriptor field, JsonValue item, String path) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return ScalarParser.parse(field, item, path);
    }
    Message.Builder builder = parent.newBuilderForField(field);
    merge(item, builder, path);
    return builder.build();
  }

  private static JsonObject object(JsonValue value, String path) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw ScalarParser.refused(value, path.isEmpty() ? "body" : path, "an object", null);
  }

  private static JsonList list(JsonValue value, String path) {
    if (value instanceof JsonList list) {
      return list;
    }
    throw ScalarParser.refused(value, path, "a list", null);
  }

  private static PipelinesException unknown(Descriptor type, String name, String path) {
    var names = type.getFields().stream().map(FieldDescriptor::getName).toList();
    return PipelinesException.invalid(
        path,
        "reading %s: unknown field %s of %s (expected: one of %s)"
            .formatted(path, name, type.getName(), String.join(", ", names)));
  }
}
