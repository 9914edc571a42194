package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskType;
import org.jspecify.annotations.Nullable;

/**
 * How a value came to a task or left it, as the compiled graph says it.
 *
 * @param producer null when no task made it
 */
record ValueOrigin(IOType type, @Nullable IOProducer producer) {
  static ValueOrigin ofParameter(TaskNode node, String name) {
    TaskSpecification task = node.task();
    if (task == null) {
      return new ValueOrigin(IOType.RUNTIME_VALUE_INPUT, producer("ROOT"));
    }
    TaskIterator iterator = task.iterator();
    if (iterator != null && iterator.itemInput().equals(name)) {
      boolean isRaw = iterator instanceof TaskIterator.RawItems;
      return new ValueOrigin(isRaw ? IOType.ITERATOR_INPUT_RAW : IOType.ITERATOR_INPUT, null);
    }
    ParameterInput input = task.parameters().get(name);
    if (input == null) {
      return new ValueOrigin(IOType.COMPONENT_DEFAULT_INPUT, null);
    }
    return switch (input.source()) {
      case ParameterSource.ConstantParameter _ -> new ValueOrigin(IOType.RUNTIME_VALUE_INPUT, null);
      case ParameterSource.ParentParameter _ -> new ValueOrigin(IOType.COMPONENT_INPUT, null);
      case ParameterSource.TaskOutputParameter output ->
          new ValueOrigin(IOType.TASK_OUTPUT_INPUT, producer(output.producerTask()));
      case ParameterSource.TaskFinalStatusParameter status ->
          new ValueOrigin(IOType.TASK_FINAL_STATUS_OUTPUT, producer(status.producerTask()));
    };
  }

  static ValueOrigin ofArtifact(TaskNode node, String name) {
    TaskSpecification task = node.task();
    ArtifactSource source = task == null ? null : task.artifacts().get(name);
    return switch (source) {
      case ArtifactSource.ParentArtifact _ -> new ValueOrigin(IOType.COMPONENT_INPUT, null);
      case ArtifactSource.TaskOutputArtifact output ->
          new ValueOrigin(IOType.TASK_OUTPUT_INPUT, producer(output.producerTask()));
      case null -> new ValueOrigin(IOType.RUNTIME_VALUE_INPUT, null);
    };
  }

  static ValueOrigin ofOutput(Task task) {
    boolean isCollected = task.type() == TaskType.LOOP;
    return new ValueOrigin(
        isCollected ? IOType.ITERATOR_OUTPUT : IOType.OUTPUT,
        producer(task.reference().path().lastKey()));
  }

  private static IOProducer producer(String taskName) {
    return IOProducer.newBuilder().setTaskName(taskName).build();
  }
}
