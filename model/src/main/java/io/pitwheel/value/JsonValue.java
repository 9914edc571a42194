package io.pitwheel.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON value, as {@code google.protobuf.Value} carries it: every number is a double, so
 * integers beyond 2^53 lose digits on their way, as they do in KFP. Immutable; equality is by value
 * and an object's keys have no order.
 */
public sealed interface JsonValue {
  /** How much of a value a message shows. */
  int MAX_DESCRIPTION_LENGTH = 100;

  /** JSON null: given and empty, which is not the same as absent. */
  record JsonNull() implements JsonValue {}

  /** {@code true} or {@code false}. */
  record JsonBoolean(boolean value) implements JsonValue {}

  /** A finite number. */
  record JsonNumber(double value) implements JsonValue {
    public JsonNumber {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("number: " + value + " (expected: finite)");
      }
      // Minus zero is written "-0" and equals nothing a user would compare it with.
      value = value == 0 ? 0 : value;
    }

    /**
     * Whether it is a whole number of 64 bits. -2^63 is none here: as a double it is the same as
     * -2^63 - 1, which is out of range.
     */
    public boolean isLong() {
      return value == Math.rint(value) && Math.abs(value) < 0x1p63;
    }
  }

  /** A text. */
  record JsonText(String value) implements JsonValue {}

  /** A list, in order. */
  record JsonList(List<JsonValue> values) implements JsonValue {
    public JsonList {
      values = List.copyOf(values);
    }
  }

  /** An object; keys keep the order in which they were put for printing. */
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /**
   * A value that is too large for a row or a message: its text form stands in the object store as
   * UTF-8, compact JSON of a list or an object, a text as it is. Passed on as it is, and loaded by
   * {@link LargeValues} only where somebody looks into it. Equal when it is the same object.
   *
   * @param location of the object
   * @param bytes of the object
   * @param digest SHA-256 of the object, 64 hexadecimal digits in lower case
   */
  record JsonSpilled(Form form, String location, long bytes, String digest) implements JsonValue {
    /** What kind of value the object is the text form of. */
    public enum Form {
      TEXT,
      LIST,
      OBJECT
    }

    /** The same object as the text that it is. */
    public JsonSpilled asText() {
      return new JsonSpilled(Form.TEXT, location, bytes, digest);
    }

    /** What stands for the value wherever it is shown: {@code uri, bytes, sha256}. */
    public JsonObject reference() {
      var members = new LinkedHashMap<String, JsonValue>();
      members.put("uri", new JsonText(location));
      members.put("bytes", new JsonNumber(bytes));
      members.put("sha256", new JsonText(digest));
      return new JsonObject(members);
    }
  }

  /** JSON null. */
  static JsonValue ofNull() {
    return new JsonNull();
  }

  static JsonValue of(boolean value) {
    return new JsonBoolean(value);
  }

  static JsonValue of(double value) {
    return new JsonNumber(value);
  }

  static JsonValue of(String value) {
    return new JsonText(value);
  }

  static JsonValue listOf(Iterable<? extends JsonValue> values) {
    var copied = new ArrayList<JsonValue>();
    values.forEach(copied::add);
    return new JsonList(copied);
  }

  /** What a person would call this kind of value, for messages. */
  default String kind() {
    return switch (this) {
      case JsonNull _ -> "null";
      case JsonBoolean _ -> "boolean";
      case JsonNumber _ -> "number";
      case JsonText _ -> "string";
      case JsonList _ -> "list";
      case JsonObject _ -> "object";
      case JsonSpilled spilled ->
          switch (spilled.form()) {
            case TEXT -> "string";
            case LIST -> "list";
            case OBJECT -> "object";
          };
    };
  }

  /** The kind with its article, such as {@code an object}, for messages; null has none. */
  default String kindWithArticle() {
    String kind = kind();
    return switch (kind) {
      case "null" -> kind;
      case "object" -> "an " + kind;
      default -> "a " + kind;
    };
  }

  /**
   * The value with its kind, such as {@code "ten" (a string)}, for messages; shortened when long.
   */
  default String description() {
    return switch (this) {
      case JsonNull _ -> "null";
      case JsonSpilled spilled ->
          "%s of %d bytes at %s".formatted(kindWithArticle(), spilled.bytes(), spilled.location());
      case JsonBoolean _, JsonNumber _, JsonText _, JsonList _, JsonObject _ -> {
        String written = JsonWriter.write(this);
        String shown =
            written.length() > MAX_DESCRIPTION_LENGTH
                ? written.substring(0, MAX_DESCRIPTION_LENGTH) + "…"
                : written;
        yield "%s (%s)".formatted(shown, kindWithArticle());
      }
    };
  }
}
