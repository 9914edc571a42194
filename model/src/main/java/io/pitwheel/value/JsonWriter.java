package io.pitwheel.value;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Writes values as compact JSON, with numbers as {@link NumberText#json} has them. A spilled value
 * is written as its reference.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /** Compact JSON: no spaces, keys in the order they were put. */
  public static String write(JsonValue value) {
    var text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  /** Compact JSON with the keys of every object in byte order: equal values, equal texts. */
  public static String canonical(JsonValue value) {
    return write(sorted(value));
  }

  private static JsonValue sorted(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        var members = new TreeMap<String, JsonValue>(JsonWriter::compareBytes);
        object.members().forEach((key, member) -> members.put(key, sorted(member)));
        yield new JsonObject(members);
      }
      case JsonList list -> new JsonList(list.values().stream().map(JsonWriter::sorted).toList());
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _, JsonSpilled _ -> value;
    };
  }

  /** The order of the UTF-8 bytes, which {@code compareTo} has not for letters beyond 16 bits. */
  private static int compareBytes(String first, String second) {
    return Arrays.compareUnsigned(
        first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The text form of a value: what a placeholder inside a text becomes, and what a STRING parameter
   * gets from a value of another kind. Null is empty, a string is itself, lists and objects are
   * compact JSON.
   *
   * @throws PipelinesException FAILED_PRECONDITION for a value that is too large to stand in a text
   */
  public static String text(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> "";
      case JsonBoolean flag -> Boolean.toString(flag.value());
      case JsonNumber number -> NumberText.plain(number.value());
      case JsonText text -> text.value();
      case JsonList list -> write(list);
      case JsonObject object -> write(object);
      case JsonSpilled spilled ->
          throw new PipelinesException(
              ErrorCode.FAILED_PRECONDITION,
              "putting %s into a text (expected: at most %d bytes; pass large values whole, or as artifacts)"
                  .formatted(spilled.description(), LargeValues.MAX_INLINE_BYTES));
    };
  }

  private static void append(StringBuilder text, JsonValue value) {
    switch (value) {
      case JsonNull _ -> text.append("null");
      case JsonBoolean flag -> text.append(flag.value());
      case JsonNumber number -> text.append(NumberText.json(number.value()));
      case JsonText string -> appendQuoted(text, string.value());
      case JsonList list -> appendList(text, list);
      case JsonObject object -> appendObject(text, object);
      case JsonSpilled spilled -> appendObject(text, spilled.reference());
    }
  }

  private static void appendList(StringBuilder text, JsonList list) {
    char separator = '[';
    for (JsonValue element : list.values()) {
      text.append(separator);
      append(text, element);
      separator = ',';
    }
    text.append(list.values().isEmpty() ? "[]" : "]");
  }

  private static void appendObject(StringBuilder text, JsonObject object) {
    char separator = '{';
    for (var member : object.members().entrySet()) {
      text.append(separator);
      appendQuoted(text, member.getKey());
      text.append(':');
      append(text, member.getValue());
      separator = ',';
    }
    text.append(object.members().isEmpty() ? "{}" : "}");
  }

  private static void appendQuoted(StringBuilder text, String string) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      if (character < 0x20 || character == '"' || character == '\\') {
        text.append(string, written, i).append(escaped(character));
        written = i + 1;
      }
    }
    text.append(string, written, string.length()).append('"');
  }

  private static String escaped(char character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) character);
    };
  }
}
