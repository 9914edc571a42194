package io.pitwheel.server.http;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/** Our JSON values as {@code google.protobuf.Value} and back. Nothing is renamed or dropped. */
public final class JsonStructs {
  private JsonStructs() {}

  public static Struct toStruct(JsonObject object) {
    var struct = Struct.newBuilder();
    object.members().forEach((key, member) -> struct.putFields(key, toValue(member)));
    return struct.build();
  }

  public static Value toValue(JsonValue value) {
    var message = Value.newBuilder();
    switch (value) {
      case JsonNull _ -> message.setNullValue(NullValue.NULL_VALUE);
      case JsonBoolean flag -> message.setBoolValue(flag.value());
      case JsonNumber number -> message.setNumberValue(number.value());
      case JsonText text -> message.setStringValue(text.value());
      case JsonList list -> {
        var values = ListValue.newBuilder();
        list.values().forEach(element -> values.addValues(toValue(element)));
        message.setListValue(values);
      }
      case JsonObject object -> message.setStructValue(toStruct(object));
      case JsonSpilled spilled -> message.setStructValue(toStruct(spilled.reference()));
    }
    return message.build();
  }

  /** Keys in byte order, since a protobuf map has none. */
  public static JsonObject fromStruct(Struct struct) {
    var members = new LinkedHashMap<String, JsonValue>();
    new TreeMap<>(struct.getFieldsMap())
        .forEach((key, member) -> members.put(key, fromValue(member)));
    return new JsonObject(members);
  }

  /**
   * A value without a kind, which only gRPC can send, is null.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a number that is not finite
   */
  public static JsonValue fromValue(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> JsonValue.ofNull();
      case BOOL_VALUE -> JsonValue.of(value.getBoolValue());
      case STRING_VALUE -> JsonValue.of(value.getStringValue());
      case LIST_VALUE ->
          JsonValue.listOf(
              value.getListValue().getValuesList().stream().map(JsonStructs::fromValue).toList());
      case STRUCT_VALUE -> fromStruct(value.getStructValue());
      case NUMBER_VALUE -> {
        if (!Double.isFinite(value.getNumberValue())) {
          throw PipelinesException.invalid(
              "", "reading a value: " + value.getNumberValue() + " (expected: a finite number)");
        }
        yield JsonValue.of(value.getNumberValue());
      }
    };
  }
}
