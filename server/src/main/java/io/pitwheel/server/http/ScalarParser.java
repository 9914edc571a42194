package io.pitwheel.server.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Single values of messages from JSON, as tolerant as proto3's JSON form: integers and numbers also
 * as text, enums by name or number.
 */
final class ScalarParser {
  /** Reading digits takes time that grows with their square. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private ScalarParser() {}

  /**
   * The value of a field that is no message.
   *
   * @throws PipelinesException INVALID_ARGUMENT with the path
   */
  static Object parse(FieldDescriptor field, JsonValue value, String path) {
    return switch (field.getJavaType()) {
      case INT -> parseInteger(value, path, "a 32-bit integer", Integer.MIN_VALUE).intValue();
      case LONG -> parseInteger(value, path, "a 64-bit integer", Long.MIN_VALUE).longValue();
      case DOUBLE -> parseNumber(value, path).doubleValue();
      case FLOAT -> parseNumber(value, path).floatValue();
      case BOOLEAN -> parseBoolean(value, path);
      case STRING -> parseText(value, path, "a string");
      case BYTE_STRING -> parseBytes(value, path);
      case ENUM -> parseEnum(field.getEnumType(), value, path);
      case MESSAGE -> throw new IllegalStateException("a message is no single value: " + field);
    };
  }

  static Timestamp parseTime(JsonValue value, String path) {
    String expected = "a time such as 2026-01-02T03:04:05Z";
    String text = parseText(value, path, expected);
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      return Timestamp.newBuilder()
          .setSeconds(instant.getEpochSecond())
          .setNanos(instant.getNano())
          .build();
    } catch (DateTimeException exception) {
      throw refused(value, path, expected, exception);
    }
  }

  private static BigDecimal parseInteger(
      JsonValue value, String path, String expected, long smallest) {
    BigDecimal number = readDecimal(value, path, expected);
    BigDecimal bound = BigDecimal.valueOf(smallest);
    // The largest magnitude is bounded before asking for digits: 1e999999999 is one text long.
    boolean isInRange = number.compareTo(bound) >= 0 && number.compareTo(bound.negate()) < 0;
    if (!isInRange || number.stripTrailingZeros().scale() > 0) {
      throw refused(value, path, expected, null);
    }
    return number;
  }

  private static Number parseNumber(JsonValue value, String path) {
    return readDecimal(value, path, "a number");
  }

  private static BigDecimal readDecimal(JsonValue value, String path, String expected) {
    try {
      return switch (value) {
        case JsonNumber number -> BigDecimal.valueOf(number.value());
        case JsonText text when text.value().length() <= MAX_NUMBER_LENGTH ->
            new BigDecimal(text.value());
        case JsonText _ ->
            throw refused(
                value,
                path,
                "%s of at most %d characters".formatted(expected, MAX_NUMBER_LENGTH),
                null);
        default -> throw refused(value, path, expected, null);
      };
    } catch (NumberFormatException exception) {
      throw refused(value, path, expected, exception);
    }
  }

  private static boolean parseBoolean(JsonValue value, String path) {
    return switch (value) {
      case JsonBoolean flag -> flag.value();
      default -> throw refused(value, path, "true or false", null);
    };
  }

  private static String parseText(JsonValue value, String path, String expected) {
    return switch (value) {
      case JsonText text -> text.value();
      default -> throw refused(value, path, expected, null);
    };
  }

  private static ByteString parseBytes(JsonValue value, String path) {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(parseText(value, path, "base64")));
    } catch (IllegalArgumentException exception) {
      throw refused(value, path, "base64", exception);
    }
  }

  private static EnumValueDescriptor parseEnum(EnumDescriptor type, JsonValue value, String path) {
    EnumValueDescriptor found =
        switch (value) {
          case JsonText text -> findEnum(type, text.value());
          case JsonNumber number when number.value() == Math.rint(number.value()) ->
              type.findValueByNumber((int) number.value());
          default -> null;
        };
    if (found == null) {
      var names = type.getValues().stream().map(EnumValueDescriptor::getName).toList();
      throw refused(value, path, "one of " + String.join(", ", names), null);
    }
    return found;
  }

  /** By name; a number as text is what a query parameter holds. */
  private static @Nullable EnumValueDescriptor findEnum(EnumDescriptor type, String text) {
    if (text.matches("\\d{1,9}")) {
      return type.findValueByNumber(Integer.parseInt(text));
    }
    return type.findValueByName(text);
  }

  static PipelinesException refused(
      JsonValue value, String path, String expected, @Nullable Throwable cause) {
    String shown = JsonWriter.write(value);
    String shortened = shown.length() > 100 ? shown.substring(0, 100) + "..." : shown;
    return new PipelinesException(
        io.pitwheel.failure.ErrorCode.INVALID_ARGUMENT,
        "reading %s: %s (expected: %s)".formatted(path, shortened, expected),
        path,
        cause);
  }
}
