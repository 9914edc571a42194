package io.pitwheel.driver.condition;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.expression.CelValues;
import io.pitwheel.driver.expression.Evaluation;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.driver.expression.Variables;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.ShownText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trigger of a task, evaluated on its resolved inputs. As in KFP a missing input is an error
 * and not false, a number never equals a text, and an order between kinds is an error.
 */
public final class TriggerCondition {
  private static final int MAX_NAMED_INPUTS = 10;
  private static final Pattern NAMED_INPUT =
      Pattern.compile("parameter_values\\s*(?:\\[\\s*['\"]([^'\"]+)['\"]|\\.\\s*(\\w+))");

  private final Expressions expressions;

  public TriggerCondition(Expressions expressions) {
    this.expressions = expressions;
  }

  /**
   * @param path where the task stands in the pipeline
   * @param large brings spilled inputs, if the expression names them
   * @throws PipelinesException INVALID_ARGUMENT with the expression, the position and the values of
   *     the inputs it names, when it cannot be read, has no value or is neither true nor false
   */
  public boolean holds(String expression, TaskValues inputs, String path, LargeValues large) {
    Evaluation evaluation =
        expressions.evaluate(
            expression, Map.of(Variables.INPUTS, variables(expression, inputs, large)));
    return switch (evaluation) {
      case Evaluation.Value(JsonBoolean(boolean holds)) -> holds;
      case Evaluation.Value(JsonValue other) ->
          throw failed(expression, "the result is " + shortened(other), inputs, path);
      case Evaluation.Problem(String problem) -> throw failed(expression, problem, inputs, path);
    };
  }

  private static Map<String, Object> variables(
      String expression, TaskValues inputs, LargeValues large) {
    var parameters = new LinkedHashMap<String, Object>();
    inputs
        .parameters()
        .forEach((name, value) -> {
          boolean isLoaded = expression.contains(name) && LargeValues.hasSpilled(value);
          parameters.put(name, CelValues.fromJson(isLoaded ? large.whole(value) : value));
        });
    var artifacts = new LinkedHashMap<String, Object>();
    inputs
        .artifacts()
        .forEach((name, list) ->
            artifacts.put(
                name, Map.of("artifacts", list.stream().map(TriggerCondition::artifact).toList())));
    return Map.of("parameter_values", parameters, "artifacts", artifacts);
  }

  /** The fields of KFP's RuntimeArtifact message, which expressions know by their proto names. */
  private static Map<String, Object> artifact(Artifact artifact) {
    return Map.of(
        "name",
        artifact.name(),
        "uri",
        artifact.uri(),
        "type",
        Map.of("schema_title", artifact.schemaTitle(), "schema_version", artifact.schemaVersion()),
        "metadata",
        CelValues.fromJson(artifact.metadata()));
  }

  private static PipelinesException failed(
      String expression, String problem, TaskValues inputs, String path) {
    return PipelinesException.invalid(
        path + ".triggerPolicy.condition",
        "evaluating the condition %s: %s; inputs: %s (expected: true or false)"
            .formatted(
                ShownText.cut(expression),
                ShownText.cut(problem),
                namedInputs(expression, inputs)));
  }

  private static String namedInputs(String expression, TaskValues inputs) {
    var named = new LinkedHashMap<String, String>();
    Matcher matcher = NAMED_INPUT.matcher(expression);
    while (matcher.find() && named.size() < MAX_NAMED_INPUTS) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      JsonValue value = inputs.parameters().get(name);
      named.put(ShownText.cut(name), value == null ? "not given" : shortened(value));
    }
    return List.copyOf(named.entrySet()).toString();
  }

  private static String shortened(JsonValue value) {
    return ShownText.cut(JsonWriter.write(value));
  }
}
