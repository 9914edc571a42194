package io.pitwheel.driver.inputs;

import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.driver.inputs.Lookup.Given;
import io.pitwheel.driver.inputs.Lookup.LeftOut;
import io.pitwheel.driver.inputs.Lookup.Missing;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a task's input parameters: source, then selector, then default, then type. Constants may
 * refer to other inputs of the same task, so each is resolved when it is first asked for.
 */
final class ParameterResolution {
  private final TaskSurroundings surroundings;
  private final Expressions expressions;
  private final ConstantResolver constants;
  private final ParameterSources sources;
  private final Map<String, JsonValue> resolved = new TreeMap<>();
  private final Set<String> absent = new HashSet<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  ParameterResolution(TaskSurroundings surroundings, Expressions expressions) {
    this.surroundings = surroundings;
    this.expressions = expressions;
    var context = surroundings.context();
    this.constants =
        new ConstantResolver(
            this::valueForPlaceholder,
            context.run().placeholders(surroundings.task().key(), context.taskId()));
    this.sources = new ParameterSources(surroundings, constants);
  }

  void resolveAll() {
    surroundings.task().parameters().keySet().forEach(this::resolve);
    for (String name : surroundings.declared().inputParameters().keySet()) {
      if (!surroundings.isOwnItem(name)) {
        resolve(name);
      }
    }
    if (surroundings.node().component() instanceof DagComponent dag) {
      passLoopItemsOn(dag);
    }
  }

  /** Resolved so far. */
  Map<String, JsonValue> resolved() {
    return Collections.unmodifiableMap(resolved);
  }

  /** Fills placeholders from these inputs. */
  ConstantResolver constants() {
    return constants;
  }

  /** A value that is no input of the task; empty when it is null or an input not given. */
  Optional<JsonValue> read(ParameterSource source, String path) {
    return switch (sources.read(source, path)) {
      case Given<JsonValue>(JsonValue value) -> Optional.of(value);
      case Missing<JsonValue>(String explanation)
          when source instanceof ParameterSource.TaskOutputParameter ->
          throw PipelinesException.invalid(
              path,
              "resolving %s: %s (expected: an output with a value)".formatted(path, explanation));
      case Missing<JsonValue> _, LeftOut<JsonValue> _ -> Optional.empty();
    };
  }

  private Optional<JsonValue> resolve(String name) {
    if (resolved.containsKey(name) || absent.contains(name)) {
      return Optional.ofNullable(resolved.get(name));
    }
    if (!underWay.add(name)) {
      throw PipelinesException.invalid(
          surroundings.parameterPath(name),
          "resolving the input %s: it needs itself, by %s (expected: constants without a cycle)"
              .formatted(name, underWay));
    }
    Optional<JsonValue> value = resolveNow(name);
    underWay.remove(name);
    value.ifPresentOrElse(present -> resolved.put(name, present), () -> absent.add(name));
    return value;
  }

  private Optional<JsonValue> resolveNow(String name) {
    ParameterDeclaration declaration = surroundings.declared().inputParameters().get(name);
    if (declaration != null && declaration.type() == ParameterType.TASK_CONFIG) {
      // The backend's own: what the platform document asks for, put in when the task is launched.
      return Optional.empty();
    }
    return switch (lookUp(name)) {
      case Given<JsonValue>(JsonValue value) when declaration == null -> Optional.of(value);
      case Given<JsonValue>(JsonValue value) ->
          Optional.of(
              ParameterTyping.fit(
                  declaration,
                  value,
                  surroundings.parameterPath(name),
                  surroundings.context().large()));
      case Missing<JsonValue>(String explanation) -> standIn(name, declaration, explanation);
      case LeftOut<JsonValue> _ -> Optional.empty();
    };
  }

  private Lookup<JsonValue> lookUp(String name) {
    ParameterInput input = surroundings.task().parameters().get(name);
    if (input == null) {
      return LoopItemReferences.isLoopItem(name) && surroundings.node().isDag()
          ? new LeftOut<>()
          : new Missing<>("the task gives it nothing");
    }
    Lookup<JsonValue> found = sources.read(input.source(), surroundings.parameterPath(name));
    if (input.expressionSelector().isEmpty()
        || !(found instanceof Given<JsonValue>(JsonValue whole))) {
      return found;
    }
    JsonValue selected =
        ExpressionSelector.apply(
            expressions,
            input.expressionSelector(),
            surroundings.context().large().whole(whole),
            surroundings.parameterPath(name) + ".parameterExpressionSelector");
    return selected instanceof JsonNull
        ? new Missing<>("%s gives null".formatted(input.expressionSelector()))
        : new Given<>(selected);
  }

  /** The default; nothing for an optional input and for one the component does not know. */
  private Optional<JsonValue> standIn(
      String name, @Nullable ParameterDeclaration declaration, String explanation) {
    if (declaration == null) {
      return Optional.empty();
    }
    JsonValue defaultValue = declaration.defaultValue();
    if (defaultValue != null && !(defaultValue instanceof JsonNull)) {
      return Optional.of(defaultValue);
    }
    if (declaration.isOptional()) {
      return Optional.empty();
    }
    throw PipelinesException.invalid(
        surroundings.parameterPath(name),
        ("resolving the input %s: %s (expected: a value of type %s,"
                + " for it has no default and is not optional)")
            .formatted(name, explanation, declaration.type()));
  }

  private JsonValue valueForPlaceholder(String name) {
    boolean isKnown =
        surroundings.task().parameters().containsKey(name)
            || (surroundings.declared().inputParameters().containsKey(name)
                && !surroundings.isOwnItem(name));
    if (!isKnown) {
      throw PipelinesException.invalid(
          surroundings.node().path().documentPath() + ".inputs.parameters",
          ("filling the placeholder {{$.inputs.parameters['%s']}}: the task has no such input"
                  + " (expected: one of %s)")
              .formatted(name, surroundings.task().parameters().keySet()));
    }
    return resolve(name).orElse(JsonValue.ofNull());
  }

  /** Gives a graph the loop items that tasks inside it name although nobody passes them. */
  private void passLoopItemsOn(DagComponent dag) {
    var given = new HashSet<>(resolved.keySet());
    TaskIterator iterator = surroundings.task().iterator();
    if (iterator != null) {
      given.add(iterator.itemInput());
    }
    var context = surroundings.context();
    for (String name :
        LoopItemReferences.neededInside(context.graph().specification(), dag, given)) {
      LoopItemReferences.find(context.scopeInputs().parameters(), name, context.large())
          .filter(value -> !(value instanceof JsonNull))
          .ifPresent(value -> resolved.put(name, value));
    }
  }
}
