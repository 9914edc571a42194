package io.pitwheel.driver.inputs;

import io.pitwheel.driver.expression.CelValues;
import io.pitwheel.driver.expression.Evaluation;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.driver.expression.Variables;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.ShownText;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes a part of a resolved value by an expression such as {@code parseJson(string_value)["key"]}.
 * The expression sees the value under the name of its kind, and always its text form.
 */
final class ExpressionSelector {
  private ExpressionSelector() {}

  static JsonValue apply(Expressions expressions, String selector, JsonValue value, String path) {
    return switch (expressions.evaluate(selector, variables(selector, value))) {
      case Evaluation.Value(JsonValue selected) -> selected;
      case Evaluation.Problem(String problem) -> {
        throw PipelinesException.invalid(
            path,
            "selecting %s from %s: %s (expected: an expression with a value)"
                .formatted(
                    ShownText.cut(selector),
                    ShownText.cut(JsonWriter.write(value)),
                    ShownText.cut(problem)));
      }
    };
  }

  private static Map<String, Object> variables(String selector, JsonValue value) {
    String name =
        switch (value) {
          case JsonNull _ -> Variables.NULL_VALUE;
          case JsonBoolean _ -> Variables.BOOLEAN_VALUE;
          case JsonNumber _ -> Variables.NUMBER_VALUE;
          case JsonText _ -> Variables.STRING_VALUE;
          case JsonList _ -> Variables.LIST_VALUE;
          case JsonObject _, JsonSpilled _ -> Variables.STRUCT_VALUE;
        };
    var variables = new HashMap<String, Object>();
    variables.put(name, CelValues.fromJson(value));
    // Of a large value a text is a second copy, which few ask for.
    if (selector.contains(Variables.STRING_VALUE)) {
      variables.put(Variables.STRING_VALUE, JsonWriter.text(value));
    }
    return variables;
  }
}
