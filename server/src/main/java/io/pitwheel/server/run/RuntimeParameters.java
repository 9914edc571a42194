package io.pitwheel.server.run;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a run, held against what its pipeline declares and completed. Stricter than
 * KFP's server in one point: an integer must be one.
 */
final class RuntimeParameters {
  private static final String PATH = "runtime_config.parameters";
  private static final int MAX_SHOWN = 100;

  private RuntimeParameters() {}

  /**
   * @param declared the root's input parameters
   * @return a value for every declared one: given, default, or JSON null for an optional one
   * @throws PipelinesException INVALID_ARGUMENT for an unknown or missing one, a wrong type, or a
   *     value that is none of the literals
   */
  static Map<String, JsonValue> complete(
      Map<String, ParameterDeclaration> declared, Map<String, JsonValue> given) {
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw refused(
            name, "no parameter of the pipeline", "one of " + String.join(", ", declared.keySet()));
      }
    }
    var complete = new TreeMap<String, JsonValue>();
    declared.forEach((name, parameter) -> complete.put(name, valueOf(parameter, given.get(name))));
    return complete;
  }

  private static JsonValue valueOf(
      ParameterDeclaration parameter, @org.jspecify.annotations.Nullable JsonValue given) {
    if (given != null) {
      requireFitting(parameter, given);
      return given;
    }
    JsonValue defaultValue = parameter.defaultValue();
    if (defaultValue != null) {
      return defaultValue;
    }
    if (!parameter.isOptional()) {
      throw refused(parameter.name(), "not given", "a value of type " + parameter.type());
    }
    return JsonValue.ofNull();
  }

  private static void requireFitting(ParameterDeclaration parameter, JsonValue value) {
    if (value instanceof JsonNull && parameter.isOptional()) {
      return;
    }
    if (!isOf(parameter.type(), value)) {
      throw refused(parameter.name(), shown(value), "a value of type " + parameter.type());
    }
    if (!parameter.literals().isEmpty() && !parameter.literals().contains(value)) {
      throw refused(
          parameter.name(),
          shown(value),
          "one of " + JsonWriter.write(JsonValue.listOf(parameter.literals())));
    }
  }

  private static boolean isOf(ParameterType type, JsonValue value) {
    return switch (type) {
      case NUMBER_DOUBLE -> value instanceof JsonNumber;
      case NUMBER_INTEGER ->
          value instanceof JsonNumber number && number.value() == Math.rint(number.value());
      case STRING -> value instanceof JsonText;
      case BOOLEAN -> value instanceof JsonBoolean;
      case LIST -> value instanceof JsonList;
      case STRUCT -> value instanceof JsonObject;
      // Only a task inside a run can have these.
      case TASK_FINAL_STATUS, TASK_CONFIG -> false;
    };
  }

  private static String shown(JsonValue value) {
    String written = JsonWriter.write(value);
    String shortened =
        written.length() > MAX_SHOWN ? written.substring(0, MAX_SHOWN) + "..." : written;
    return "%s (%s)".formatted(shortened, value.kind());
  }

  private static PipelinesException refused(String name, String found, String expected) {
    String path = PATH + "." + name;
    return PipelinesException.invalid(
        path, "reading %s: %s (expected: %s)".formatted(path, found, expected));
  }
}
