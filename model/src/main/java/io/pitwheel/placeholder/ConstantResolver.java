package io.pitwheel.placeholder;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.Placeholder.Fact;
import io.pitwheel.placeholder.Placeholder.InputParameter;
import io.pitwheel.placeholder.Segment.Hole;
import io.pitwheel.placeholder.Segment.Literal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Fills the placeholders of a constant that a pipeline gives to a task (stage A).
 *
 * <p>A text that is exactly one input parameter takes that value with its type; any other text is
 * put together from text forms. Inside lists and objects every result is text, as KFP's users get
 * it, but put in as a value, never as JSON text. What is filled in is never looked at again.
 * Placeholders that ask for paths (artifacts, outputs, the executor input) are left as they are
 * written, for no path exists yet; {@link PathConstants} fills them later.
 */
public final class ConstantResolver {
  /** The task's own inputs, resolved. */
  @FunctionalInterface
  public interface ParameterLookup {
    /**
     * JSON null when the input is there and has no value.
     *
     * @throws PipelinesException when the task has no such input
     */
    JsonValue find(String name);
  }

  private final ParameterLookup parameters;
  private final Map<String, String> facts;
  private final Function<Hole, String> paths;

  /**
   * @param facts by the names of {@link Facts}
   */
  public ConstantResolver(ParameterLookup parameters, Map<String, String> facts) {
    this(parameters, facts, Hole::source);
  }

  /**
   * @param paths what stands for a placeholder that asks for a path
   */
  ConstantResolver(
      ParameterLookup parameters, Map<String, String> facts, Function<Hole, String> paths) {
    this.parameters = parameters;
    this.facts = Map.copyOf(facts);
    this.paths = paths;
  }

  /**
   * @throws PipelinesException when an input or a fact that is asked for does not exist
   */
  public JsonValue resolve(JsonValue constant) {
    if (constant instanceof JsonText text
        && PlaceholderParser.parseWhole(text.value()).orElse(null)
            instanceof InputParameter(String name)) {
      return parameters.find(name);
    }
    return resolveInside(constant);
  }

  /** Names of the inputs that a text asks for. */
  public static Set<String> inputsNamedIn(String text) {
    var names = new TreeSet<String>();
    for (Segment segment : PlaceholderParser.parse(text)) {
      if (segment instanceof Hole hole && hole.placeholder() instanceof InputParameter input) {
        names.add(input.name());
      }
    }
    return names;
  }

  private JsonValue resolveInside(JsonValue value) {
    return switch (value) {
      case JsonText text -> JsonValue.of(resolveText(text.value()));
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(this::resolveInside).toList());
      case JsonObject object -> resolveObject(object);
      case JsonNull nothing -> nothing;
      case JsonSpilled spilled -> spilled;
      case JsonBoolean flag -> flag;
      case JsonNumber number -> number;
    };
  }

  private JsonObject resolveObject(JsonObject object) {
    var resolved = new LinkedHashMap<String, JsonValue>();
    object
        .members()
        .forEach((key, member) -> resolved.put(resolveText(key), resolveInside(member)));
    return new JsonObject(resolved);
  }

  private String resolveText(String text) {
    var resolved = new StringBuilder();
    for (Segment segment : PlaceholderParser.parse(text)) {
      resolved.append(
          switch (segment) {
            case Literal literal -> literal.text();
            case Hole(InputParameter(String name), _) -> JsonWriter.text(parameters.find(name));
            case Hole(Fact(String name), _) -> fact(facts, name);
            case Hole other -> paths.apply(other);
          });
    }
    return resolved.toString();
  }

  /** A fact, or the error that it is not known here. */
  static String fact(Map<String, String> facts, String name) {
    String value = facts.get(name);
    if (value == null) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "resolving the placeholder {{$.%s}}: not known here (expected: one of %s)"
              .formatted(name, new TreeSet<>(facts.keySet())));
    }
    return value;
  }
}
