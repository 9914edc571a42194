package io.pitwheel.server.http;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.rpc.BadRequest;
import com.google.rpc.Status;
import io.pitwheel.server.message.MessageField;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages as KFP's gateway writes them: names as in the proto files, what is unset or zero left
 * out, enums by name, 64-bit integers as text, times in whole seconds of UTC, numbers inside values
 * in Go's form. Fields keep the order of the proto file, map entries the order of their keys.
 */
public final class MessagePrinter {
  private static final List<Class<? extends Message>> DETAILS =
      List.of(Status.class, BadRequest.class);

  /** By the classes of messages, of which there are as many as the API has. */
  private static final Map<Class<? extends Message>, List<MessageField>> FIELDS =
      new ConcurrentHashMap<>();

  private MessagePrinter() {}

  /** The JSON of a message; an object, except for values and times. */
  public static JsonValue print(Message message) {
    return switch (message) {
      case Struct struct -> JsonStructs.fromStruct(struct);
      case Value value -> JsonStructs.fromValue(value);
      case ListValue list ->
          JsonValue.listOf(list.getValuesList().stream().map(JsonStructs::fromValue).toList());
      case Timestamp time -> JsonValue.of(Instant.ofEpochSecond(time.getSeconds()).toString());
      case Any any -> printAny(any);
      default -> printFields(message);
    };
  }

  private static JsonObject printFields(Message message) {
    var members = new LinkedHashMap<String, JsonValue>();
    for (MessageField field :
        FIELDS.computeIfAbsent(message.getClass(), _ -> MessageField.of(message))) {
      if (field.has().test(message)) {
        Object value = field.get().apply(message);
        // A field that cannot tell whether it was set is left out while it is zero.
        if (field.field().hasPresence() || !value.equals(field.unset())) {
          members.put(field.name(), print(field.field(), value));
        }
      }
    }
    return new JsonObject(members);
  }

  private static JsonValue print(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
      var entries = new TreeMap<String, JsonValue>();
      ((Map<?, ?>) value)
          .forEach((key, each) -> entries.put(String.valueOf(key), printSingle(valueField, each)));
      return new JsonObject(entries);
    }
    return field.isRepeated()
        ? JsonValue.listOf(
            ((List<?>) value).stream().map(element -> printSingle(field, element)).toList())
        : printSingle(field, value);
  }

  private static JsonValue printSingle(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case INT -> JsonValue.of((Integer) value);
      case LONG -> JsonValue.of(value.toString());
      case FLOAT, DOUBLE -> printNumber(((Number) value).doubleValue());
      case BOOLEAN -> JsonValue.of((Boolean) value);
      case STRING -> JsonValue.of((String) value);
      case BYTE_STRING ->
          JsonValue.of(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> printEnum(field.getEnumType(), (Integer) value);
      case MESSAGE -> print((Message) value);
    };
  }

  private static JsonValue printNumber(double number) {
    return Double.isFinite(number) ? JsonValue.of(number) : JsonValue.of(Double.toString(number));
  }

  private static JsonValue printEnum(EnumDescriptor type, int number) {
    EnumValueDescriptor known = type.findValueByNumber(number);
    return known == null ? JsonValue.of(number) : JsonValue.of(known.getName());
  }

  /** What travels inside an {@code Any} here are details of errors; of others the type is told. */
  private static JsonObject printAny(Any any) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("@type", JsonValue.of(any.getTypeUrl()));
    for (Class<? extends Message> type : DETAILS) {
      if (any.is(type)) {
        members.putAll(printFields(unpacked(any, type)).members());
      }
    }
    return new JsonObject(members);
  }

  private static Message unpacked(Any any, Class<? extends Message> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException exception) {
      throw new IllegalStateException("a detail of ours is no " + type.getName(), exception);
    }
  }
}
