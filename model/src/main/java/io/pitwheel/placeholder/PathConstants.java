package io.pitwheel.placeholder;

import io.pitwheel.placeholder.Placeholder.Fact;
import io.pitwheel.placeholder.Placeholder.InputParameter;
import io.pitwheel.placeholder.Segment.Hole;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Map;
import java.util.TreeMap;

/**
 * Constants of a task that ask for paths, such as {@code {{$.outputs.output_file}}}. Everything
 * written down, fingerprints too, has them as they are written; whoever knows the paths of an
 * attempt fills them from the constant itself, so that no value is read as a placeholder.
 */
public final class PathConstants {
  private PathConstants() {}

  /** Those of a task, by input, as written. */
  public static Map<String, JsonValue> of(TaskSpecification task) {
    var constants = new TreeMap<String, JsonValue>();
    for (Map.Entry<String, ParameterInput> input : task.parameters().entrySet()) {
      if (input.getValue().source() instanceof ConstantParameter(JsonValue constant)
          && asksForPaths(constant)) {
        constants.put(input.getKey(), constant);
      }
    }
    return constants;
  }

  /** The same executor input, with the paths in these constants. */
  public static ExecutorInput fill(Map<String, JsonValue> constants, ExecutorInput input) {
    if (constants.isEmpty()) {
      return input;
    }
    Map<String, JsonValue> given = input.inputs().parameters();
    var resolver =
        new ConstantResolver(
            name -> given.getOrDefault(name, JsonValue.ofNull()),
            input.facts(),
            new ExecutorSubstitution(input)::value);
    var parameters = new TreeMap<>(given);
    constants.forEach((name, constant) -> parameters.replace(name, resolver.resolve(constant)));
    return input.withInputs(new TaskValues(parameters, input.inputs().artifacts()));
  }

  private static boolean asksForPaths(JsonValue value) {
    return switch (value) {
      case JsonText(String text) -> asksForPaths(text);
      case JsonList(var elements) -> elements.stream().anyMatch(PathConstants::asksForPaths);
      case JsonObject(var members) ->
          members.keySet().stream().anyMatch(PathConstants::asksForPaths)
              || members.values().stream().anyMatch(PathConstants::asksForPaths);
      case JsonValue.JsonNull _,
          JsonValue.JsonBoolean _,
          JsonValue.JsonNumber _,
          JsonValue.JsonSpilled _ ->
          false;
    };
  }

  private static boolean asksForPaths(String text) {
    return PlaceholderParser.parse(text).stream()
        .anyMatch(segment ->
            segment instanceof Hole hole
                && !(hole.placeholder() instanceof InputParameter)
                && !(hole.placeholder() instanceof Fact));
  }
}
