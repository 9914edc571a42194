package io.pitwheel.launcher.output;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Values of declared types, out of the text of an output file and out of a report. */
final class ParameterText {
  /** As Go's {@code strconv.ParseBool}, which KFP's launcher uses. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private ParameterText() {}

  /** Whether a value may stand for a parameter of the type; whole and other numbers are one. */
  static boolean fits(ParameterType type, JsonValue value) {
    return switch (type) {
      case STRING -> value.kind().equals("string");
      case NUMBER_INTEGER -> value instanceof JsonNumber number && isInRange(number);
      case NUMBER_DOUBLE -> value instanceof JsonNumber;
      case BOOLEAN -> value instanceof JsonBoolean;
      case LIST -> value.kind().equals("list");
      case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value.kind().equals("object");
    };
  }

  /** What is not whole is kept as KFP keeps it; what no integer of a program holds is not. */
  private static boolean isInRange(JsonNumber number) {
    return number.isLong() || number.value() != Math.rint(number.value());
  }

  /**
   * The value that a file's text is, empty when it is none of that type. A STRING is the text to
   * the last newline; other types may have white space around them.
   */
  static Optional<JsonValue> parse(ParameterType type, JsonValue written) {
    return written instanceof JsonText(String text)
        ? parse(type, text)
        : Optional.of(written).filter(value -> fits(type, value));
  }

  /** Whether the text of such a parameter is JSON of any length. */
  static boolean isJson(ParameterType type) {
    return switch (type) {
      case LIST, STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> true;
      case STRING, NUMBER_INTEGER, NUMBER_DOUBLE, BOOLEAN -> false;
    };
  }

  static Optional<JsonValue> parse(ParameterType type, String text) {
    String trimmed = text.strip();
    return switch (type) {
      case STRING -> Optional.of(JsonValue.of(text));
      case NUMBER_INTEGER -> number(INTEGER, trimmed).filter(value -> fits(type, value));
      case NUMBER_DOUBLE -> number(DECIMAL, trimmed);
      case BOOLEAN -> flag(trimmed);
      case LIST, STRUCT, TASK_FINAL_STATUS, TASK_CONFIG ->
          json(trimmed).filter(value -> fits(type, value));
    };
  }

  private static Optional<JsonValue> number(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? Optional.of(JsonValue.of(number)) : Optional.empty();
  }

  private static Optional<JsonValue> flag(String text) {
    if (TRUE.contains(text)) {
      return Optional.of(JsonValue.of(true));
    }
    return FALSE.contains(text) ? Optional.of(JsonValue.of(false)) : Optional.empty();
  }

  private static Optional<JsonValue> json(String text) {
    try {
      return Optional.of(JsonReader.read(text));
    } catch (PipelinesException _) {
      // The caller says what was expected of which parameter.
      return Optional.empty();
    }
  }
}
