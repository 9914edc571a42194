package io.pitwheel.driver.inputs;

import io.pitwheel.driver.inputs.Lookup.Given;
import io.pitwheel.driver.inputs.Lookup.LeftOut;
import io.pitwheel.driver.inputs.Lookup.Missing;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskFinalStatusParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import java.util.Optional;

/** Reads an input parameter from where the pipeline says it comes from. */
final class ParameterSources {
  private final TaskSurroundings surroundings;
  private final ProducerOutputs producers;
  private final ConstantResolver constants;

  /**
   * @param constants fills placeholders from the task's own inputs
   */
  ParameterSources(TaskSurroundings surroundings, ConstantResolver constants) {
    this.surroundings = surroundings;
    this.producers = new ProducerOutputs(surroundings.context());
    this.constants = constants;
  }

  /**
   * @param path where the source stands, for messages
   */
  Lookup<JsonValue> read(ParameterSource source, String path) {
    return switch (source) {
      case ConstantParameter(JsonValue constant) ->
          givenUnlessNull(constants.resolve(constant), "the constant is null");
      case ParentParameter(String parent) -> readParent(parent, path);
      case TaskOutputParameter(String producerTask, String outputKey) ->
          producers.parameter(producerTask, outputKey);
      case TaskFinalStatusParameter(String producerTask) -> readFinalStatus(producerTask);
    };
  }

  private Lookup<JsonValue> readParent(String parent, String path) {
    var scope = surroundings.context().scopeInputs().parameters();
    Optional<JsonValue> found =
        LoopItemReferences.isLoopItem(parent)
            ? LoopItemReferences.find(scope, parent, surroundings.context().large())
            : Optional.ofNullable(scope.get(parent));
    if (found.isPresent()) {
      return givenUnlessNull(
          found.get(), "input %s of the enclosing component is null".formatted(parent));
    }
    if (LoopItemReferences.isLoopItem(parent)) {
      if (surroundings.node().isDag()) {
        return new LeftOut<>();
      }
    } else if (surroundings.enclosing().inputParameters().containsKey(parent)) {
      return new Missing<>("input %s of the enclosing component is not given".formatted(parent));
    }
    throw PipelinesException.invalid(
        path + ".componentInputParameter",
        "resolving the reference %s: nothing of that name is in scope (expected: one of %s)"
            .formatted(parent, scope.keySet()));
  }

  private Lookup<JsonValue> readFinalStatus(String producerTask) {
    return producers
        .state(producerTask)
        .<Lookup<JsonValue>>map(producer ->
            new Given<>(
                FinalStatus.of(
                    producer, producerTask, surroundings.context().run().resourceName())))
        .orElseGet(() ->
            new Missing<>(
                "task %s is not among the tasks this one depends on".formatted(producerTask)));
  }

  private static Lookup<JsonValue> givenUnlessNull(JsonValue value, String explanation) {
    return value instanceof JsonNull ? new Missing<>(explanation) : new Given<>(value);
  }
}
