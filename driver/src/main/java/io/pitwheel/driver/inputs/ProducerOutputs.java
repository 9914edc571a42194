package io.pitwheel.driver.inputs;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.ProducerState;
import io.pitwheel.driver.inputs.Lookup.Given;
import io.pitwheel.driver.inputs.Lookup.Missing;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.SkipReason;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Outputs of the tasks of the same graph. A loop that did nothing gives empty lists, also through
 * graphs that pass them on; any other producer that was skipped, failed or did not write an output
 * gives nothing.
 */
final class ProducerOutputs {
  private final DrivingContext context;

  ProducerOutputs(DrivingContext context) {
    this.context = context;
  }

  Optional<ProducerState> state(String producerTask) {
    return Optional.ofNullable(context.producers().get(producerTask));
  }

  Lookup<JsonValue> parameter(String producerTask, String outputKey) {
    ProducerState producer = context.producers().get(producerTask);
    if (producer == null) {
      return new Missing<>(unknown(producerTask));
    }
    JsonValue value = producer.outputs().parameters().get(outputKey);
    if (value instanceof JsonNull) {
      return new Missing<>("output %s of task %s is null".formatted(outputKey, producerTask));
    }
    if (value != null) {
      return new Given<>(value);
    }
    return isEmptyCollection(producerTask, producer, outputKey, DagOutputs::parameters)
        ? new Given<>(JsonValue.listOf(List.of()))
        : new Missing<>(explanation(producerTask, producer, outputKey));
  }

  Lookup<List<Artifact>> artifacts(String producerTask, String outputKey) {
    ProducerState producer = context.producers().get(producerTask);
    if (producer == null) {
      return new Missing<>(unknown(producerTask));
    }
    List<Artifact> artifacts = producer.outputs().artifacts().get(outputKey);
    if (artifacts != null) {
      return new Given<>(artifacts);
    }
    return isEmptyCollection(producerTask, producer, outputKey, DagOutputs::artifacts)
        ? new Given<>(List.of())
        : new Missing<>(explanation(producerTask, producer, outputKey));
  }

  /** Whether the output is a collection into which nothing was put. */
  private boolean isEmptyCollection(
      String producerTask,
      ProducerState producer,
      String outputKey,
      Function<DagOutputs, Map<String, List<OutputSelector>>> side) {
    boolean hasEnded =
        producer.state().hasOutputs()
            || producer.skipReason() == SkipReason.NO_ITERATIONS
            || producer.skipReason() == SkipReason.NOTHING_RAN;
    TaskNode parent = context.graph().parentOf(context.node());
    return hasEnded && comesFromLoop(parent, new OutputSelector(producerTask, outputKey), side);
  }

  /** Follows what graphs pass on. Of several selectors it is not known which one counts. */
  private boolean comesFromLoop(
      TaskNode parent,
      OutputSelector selected,
      Function<DagOutputs, Map<String, List<OutputSelector>>> side) {
    TaskNode node = context.graph().childrenOf(parent).get(selected.producerTask());
    if (node == null || !node.isDag()) {
      return false;
    }
    if (node.isLoop()) {
      return true;
    }
    List<OutputSelector> inner =
        side.apply(node.requireDag().outputs()).getOrDefault(selected.outputKey(), List.of());
    return inner.size() == 1 && comesFromLoop(node, inner.getFirst(), side);
  }

  private static String unknown(String producerTask) {
    return "task %s is not among the tasks this one depends on".formatted(producerTask);
  }

  private static String explanation(String producerTask, ProducerState producer, String outputKey) {
    return "task %s is %s and gave no output %s"
        .formatted(producerTask, producer.state(), outputKey);
  }
}
