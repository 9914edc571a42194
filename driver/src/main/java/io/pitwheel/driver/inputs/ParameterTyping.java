package io.pitwheel.driver.inputs;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;

/**
 * Fits a value to the type its component declares, as KFP's driver does: whatever it is becomes
 * text for a STRING, nothing else is converted, and whole and broken numbers are one kind.
 */
final class ParameterTyping {
  private static final int MAX_VALUE_LENGTH = 200;

  private ParameterTyping() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT when the kind is another, or the value is none of
   *     the declared literals
   */
  static JsonValue fit(
      ParameterDeclaration declaration, JsonValue value, String path, LargeValues large) {
    JsonValue fitted = declaration.type() == ParameterType.STRING ? text(value, large) : value;
    if (!isOfKind(declaration.type(), fitted)) {
      throw PipelinesException.invalid(
          path,
          "giving the %s %s to the input %s (expected: %s)"
              .formatted(value.kind(), shown(value), declaration.name(), declaration.type()));
    }
    if (!declaration.literals().isEmpty() && !declaration.literals().contains(fitted)) {
      throw PipelinesException.invalid(
          path,
          "giving %s to the input %s (expected: one of %s)"
              .formatted(
                  shown(fitted),
                  declaration.name(),
                  declaration.literals().stream().map(JsonWriter::write).toList()));
    }
    return fitted;
  }

  private static JsonValue text(JsonValue value, LargeValues large) {
    return value instanceof JsonSpilled spilled
        ? spilled.asText()
        : JsonValue.of(JsonWriter.text(large.whole(value)));
  }

  private static boolean isOfKind(ParameterType type, JsonValue value) {
    return switch (type) {
      case NUMBER_DOUBLE, NUMBER_INTEGER -> value instanceof JsonNumber;
      case STRING -> value.kind().equals("string");
      case BOOLEAN -> value instanceof JsonBoolean;
      case LIST -> value.kind().equals("list");
      case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value.kind().equals("object");
    };
  }

  private static String shown(JsonValue value) {
    String text = JsonWriter.write(value);
    return text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH) + "…";
  }
}
