package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOArtifact;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOParameter;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Tasks as messages. Inputs and outputs are always there, empty or not. */
final class TaskTranslator {
  private TaskTranslator() {}

  /**
   * @param children the tasks directly inside, in the order of their creation
   */
  static PipelineTask toMessage(TaskGraph graph, Task task, List<Task> children) {
    TaskNode node = graph.node(task.index());
    var message =
        PipelineTask.newBuilder()
            .setName(node.isRoot() ? "ROOT" : node.path().lastKey())
            .setDisplayName(task.displayName())
            .setTaskId(task.id())
            .setRunId(task.reference().runId())
            .setCreateTime(Times.toMessage(task.createdAt()))
            .setStateValue(task.state().number())
            .setTypeValue(task.type().number())
            .setScopePath(node.path().dotted())
            .setInputs(inputs(node, task.inputs()))
            .setOutputs(outputs(task));
    Instant endedAt = task.endedAt();
    if (endedAt != null) {
      message.setEndTime(Times.toMessage(endedAt));
    }
    String parentId = task.parentId();
    if (parentId != null) {
      message.setParentTaskId(parentId);
    }
    addAttributes(message, task);
    addStatus(message, task);
    children.forEach(child ->
        message.addChildTasks(
            PipelineTask.ChildTask.newBuilder()
                .setTaskId(child.id())
                .setName(child.reference().path().lastKey())));
    return message.build();
  }

  private static void addAttributes(PipelineTask.Builder message, Task task) {
    var attributes = PipelineTask.TypeAttributes.newBuilder();
    if (!task.reference().iteration().indices().isEmpty()) {
      attributes.setIterationIndex(task.reference().iteration().last());
    }
    if (task.type() == TaskType.LOOP) {
      attributes.setIterationCount(task.iterationCount());
    }
    if (!attributes.build().equals(PipelineTask.TypeAttributes.getDefaultInstance())) {
      message.setTypeAttributes(attributes);
    }
  }

  private static void addStatus(PipelineTask.Builder message, Task task) {
    message.addStateHistory(
        PipelineTask.TaskStatus.newBuilder()
            .setUpdateTime(Times.toMessage(task.createdAt()))
            .setState(PipelineTask.TaskState.RUNNING));
    if (task.state().isTerminal()) {
      message.addStateHistory(
          PipelineTask.TaskStatus.newBuilder()
              .setUpdateTime(Times.toMessage(task.endedAt()))
              .setStateValue(task.state().number()));
    }
    TaskFailure failure = task.failure();
    if (failure != null) {
      message.setStatusMetadata(
          PipelineTask.StatusMetadata.newBuilder()
              .setMessage(RunTranslator.toStatus(failure).getMessage()));
    }
  }

  private static InputOutputs inputs(TaskNode node, TaskValues values) {
    return toMessage(
        values,
        name -> ValueOrigin.ofParameter(node, name),
        name -> ValueOrigin.ofArtifact(node, name));
  }

  private static InputOutputs outputs(Task task) {
    ValueOrigin origin = ValueOrigin.ofOutput(task);
    return toMessage(task.outputs(), _ -> origin, _ -> origin);
  }

  private static InputOutputs toMessage(
      TaskValues values,
      Function<String, ValueOrigin> ofParameter,
      Function<String, ValueOrigin> ofArtifact) {
    var message = InputOutputs.newBuilder();
    values
        .parameters()
        .forEach((name, value) -> {
          ValueOrigin origin = ofParameter.apply(name);
          var parameter =
              IOParameter.newBuilder()
                  .setParameterKey(name)
                  .setValue(JsonStructs.toValue(value))
                  .setType(origin.type());
          if (origin.producer() != null) {
            parameter.setProducer(origin.producer());
          }
          message.addParameters(parameter);
        });
    values
        .artifacts()
        .forEach((name, artifacts) -> {
          ValueOrigin origin = ofArtifact.apply(name);
          var group =
              IOArtifact.newBuilder()
                  .setArtifactKey(name)
                  .addAllArtifacts(artifacts.stream().map(ArtifactTranslator::toMessage).toList())
                  .setType(origin.type());
          if (origin.producer() != null) {
            group.setProducer(origin.producer());
          }
          message.addArtifacts(group);
        });
    return message.build();
  }
}
