package io.pitwheel.specification.reader.message;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.pitwheel.failure.NearestNames;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonText;
import java.math.BigDecimal;

/** Reads the value of a field that is no message, as proto3 JSON allows it. */
final class ScalarField {
  private static final double MAX_EXACT_INTEGER = 1L << 53;

  /** A bound on the work one text can cause. */
  private static final int MAX_NUMBER_LENGTH = 400;

  private ScalarField() {}

  /** The value in the Java type that {@code Message.Builder.setField} takes. */
  static Object read(FieldDescriptor field, JsonValue value, DocumentPath path) {
    return switch (field.getJavaType()) {
      case STRING -> text(value, path);
      case BOOLEAN -> flag(value, path);
      case INT -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, path);
      case LONG -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE, path);
      case DOUBLE -> number(value, path);
      case FLOAT -> (float) number(value, path);
      case ENUM -> choice(field.getEnumType(), value, path);
      case BYTE_STRING, MESSAGE ->
          throw new IllegalStateException("not a scalar of the specification: " + field);
    };
  }

  private static String text(JsonValue value, DocumentPath path) {
    if (value instanceof JsonText text) {
      return text.value();
    }
    throw Refusal.of(path, value.description(), "a string");
  }

  private static boolean flag(JsonValue value, DocumentPath path) {
    if (value instanceof JsonBoolean flag) {
      return flag.value();
    }
    throw Refusal.of(path, value.description(), "true or false");
  }

  private static double number(JsonValue value, DocumentPath path) {
    if (value instanceof JsonNumber number) {
      return number.value();
    }
    if (value instanceof JsonText text && text.value().length() <= MAX_NUMBER_LENGTH) {
      try {
        double parsed = new BigDecimal(text.value()).doubleValue();
        if (Double.isFinite(parsed)) {
          return parsed;
        }
      } catch (NumberFormatException _) {
        throw Refusal.of(path, value.description(), "a number");
      }
    }
    throw Refusal.of(path, value.description(), "a number");
  }

  private static long integer(JsonValue value, long min, long max, DocumentPath path) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    if (value instanceof JsonText text) {
      try {
        return requireRange(Long.parseLong(text.value()), min, max, value, path);
      } catch (NumberFormatException _) {
        throw Refusal.of(path, value.description(), expected);
      }
    }
    if (value instanceof JsonNumber(double number)
        && number == Math.rint(number)
        && Math.abs(number) <= MAX_EXACT_INTEGER) {
      return requireRange((long) number, min, max, value, path);
    }
    throw Refusal.of(path, value.description(), expected);
  }

  private static long requireRange(
      long number, long min, long max, JsonValue value, DocumentPath path) {
    if (number < min || number > max) {
      throw Refusal.of(
          path, value.description(), "a whole number from %d to %d".formatted(min, max));
    }
    return number;
  }

  private static EnumValueDescriptor choice(
      EnumDescriptor choices, JsonValue value, DocumentPath path) {
    EnumValueDescriptor found =
        switch (value) {
          case JsonText text -> choices.findValueByName(text.value());
          case JsonNumber(double number) when number == (int) number ->
              choices.findValueByNumber((int) number);
          default -> null;
        };
    if (found == null) {
      var names =
          choices.getValues().stream()
              .filter(choice -> choice.getNumber() != 0)
              .map(EnumValueDescriptor::getName)
              .toList();
      String given = value instanceof JsonText text ? text.value() : "";
      throw Refusal.of(path, value.description(), NearestNames.of(given, names));
    }
    return found;
  }
}
