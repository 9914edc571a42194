package io.pitwheel.specification;

import io.pitwheel.failure.NearestNames;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the parameters of a run against what its pipeline declares, before anything is stored.
 * Nothing is converted: the text {@code "3"} is no number. Follows KFP's CreateRun
 * (backend/src/apiserver/template), and is stricter in one thing: an integer must be whole, and of
 * 64 bits.
 */
public final class ParameterChecker {
  private static final String INTEGER_RANGE =
      "a whole number above -9223372036854775808 and below 9223372036854775808";

  private ParameterChecker() {}

  /**
   * @param given by name; JSON null counts as not given where the pipeline can do without
   * @return every declared parameter by name in byte order, defaults filled in, JSON null for
   *     optional ones without a value
   * @throws PipelinesException INVALID_ARGUMENT with the path of the declaration, such as {@code
   *     root.inputDefinitions.parameters.epochs}
   */
  public static Map<String, JsonValue> complete(
      PipelineSpecification specification, Map<String, JsonValue> given) {
    Map<String, ParameterDeclaration> declared = specification.root().declared().inputParameters();
    for (var value : given.entrySet()) {
      if (!declared.containsKey(value.getKey())) {
        throw refused(
            value.getKey(),
            value.getValue().description() + " for an unknown name",
            "a parameter of the pipeline: " + NearestNames.of(value.getKey(), declared.keySet()));
      }
    }
    var complete = new TreeMap<String, JsonValue>();
    declared.forEach((name, declaration) -> complete.put(name, valueOf(declaration, given)));
    return Collections.unmodifiableMap(complete);
  }

  private static JsonValue valueOf(ParameterDeclaration declaration, Map<String, JsonValue> given) {
    if (declaration.type() == ParameterType.TASK_FINAL_STATUS) {
      throw refused(
          declaration.name(),
          "a pipeline that asks for TASK_FINAL_STATUS",
          "that type only on inputs of exit tasks");
    }
    JsonValue value = given.getOrDefault(declaration.name(), JsonValue.ofNull());
    if (!(value instanceof JsonNull)) {
      check(declaration, value);
      return value;
    }
    JsonValue defaultValue = declaration.defaultValue();
    if (defaultValue != null) {
      checkDefault(declaration, defaultValue);
      return defaultValue;
    }
    if (!declaration.isOptional()) {
      boolean isGiven = given.containsKey(declaration.name());
      throw refused(
          declaration.name(), isGiven ? "null" : "not given", expected(declaration.type()));
    }
    return JsonValue.ofNull();
  }

  // The SDK checks it too, but compiled pipelines are also written and changed by hand.
  private static void checkDefault(ParameterDeclaration declaration, JsonValue defaultValue) {
    if (!(defaultValue instanceof JsonNull)) {
      check(declaration, defaultValue);
    }
  }

  private static void check(ParameterDeclaration declaration, JsonValue value) {
    if (!hasKind(declaration.type(), value)) {
      throw refused(declaration.name(), value.description(), expected(declaration.type()));
    }
    if (declaration.type() == ParameterType.NUMBER_INTEGER
        && value instanceof JsonNumber number
        && !number.isLong()) {
      boolean isWhole = number.value() == Math.rint(number.value());
      throw refused(
          declaration.name(), value.description(), isWhole ? INTEGER_RANGE : "a whole number");
    }
    if (!declaration.literals().isEmpty() && !declaration.literals().contains(value)) {
      throw refused(
          declaration.name(),
          value.description(),
          "one of " + new JsonList(declaration.literals()).description());
    }
  }

  private static boolean hasKind(ParameterType type, JsonValue value) {
    return switch (type) {
      case NUMBER_DOUBLE, NUMBER_INTEGER -> value instanceof JsonNumber;
      case STRING -> value instanceof JsonText;
      case BOOLEAN -> value instanceof JsonBoolean;
      case LIST -> value instanceof JsonList;
      case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value instanceof JsonObject;
    };
  }

  private static String expected(ParameterType type) {
    return switch (type) {
      case NUMBER_DOUBLE, NUMBER_INTEGER -> "a number";
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      case LIST -> "a list";
      case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> "an object";
    };
  }

  private static PipelinesException refused(String name, String found, String expected) {
    return PipelinesException.invalid(
        "root.inputDefinitions.parameters." + name,
        "pipeline parameter %s: %s (expected: %s)".formatted(name, found, expected));
  }
}
