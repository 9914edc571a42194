package io.pitwheel.specification.reader.message;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.failure.ErrorCode;
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

/** Our values as {@code google.protobuf.Struct} carries them, both ways and without loss. */
public final class StructValues {
  private StructValues() {}

  public static Struct toStruct(JsonObject object) {
    var struct = Struct.newBuilder();
    object.members().forEach((key, value) -> struct.putFields(key, toMessage(value)));
    return struct.build();
  }

  public static ListValue toList(JsonList list) {
    var values = ListValue.newBuilder();
    list.values().forEach(value -> values.addValues(toMessage(value)));
    return values.build();
  }

  public static Value toMessage(JsonValue value) {
    var message = Value.newBuilder();
    switch (value) {
      case JsonNull _ -> message.setNullValue(NullValue.NULL_VALUE);
      case JsonBoolean flag -> message.setBoolValue(flag.value());
      case JsonNumber number -> message.setNumberValue(number.value());
      case JsonText text -> message.setStringValue(text.value());
      case JsonList list -> message.setListValue(toList(list));
      case JsonObject object -> message.setStructValue(toStruct(object));
      case JsonSpilled spilled -> message.setStructValue(toStruct(spilled.reference()));
    }
    return message.build();
  }

  public static JsonObject fromStruct(Struct struct) {
    var members = new LinkedHashMap<String, JsonValue>();
    struct.getFieldsMap().forEach((key, value) -> members.put(key, fromMessage(value)));
    return new JsonObject(members);
  }

  public static JsonList fromList(ListValue list) {
    return new JsonList(list.getValuesList().stream().map(StructValues::fromMessage).toList());
  }

  /**
   * A message in which no kind is set is null, as its JSON form is.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a number that JSON cannot write
   */
  public static JsonValue fromMessage(Value message) {
    return switch (message.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> JsonValue.ofNull();
      case BOOL_VALUE -> JsonValue.of(message.getBoolValue());
      case NUMBER_VALUE -> finite(message.getNumberValue());
      case STRING_VALUE -> JsonValue.of(message.getStringValue());
      case LIST_VALUE -> fromList(message.getListValue());
      case STRUCT_VALUE -> fromStruct(message.getStructValue());
    };
  }

  private static JsonValue finite(double number) {
    if (!Double.isFinite(number)) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading a value: " + number + " (expected: a finite number)");
    }
    return JsonValue.of(number);
  }
}
