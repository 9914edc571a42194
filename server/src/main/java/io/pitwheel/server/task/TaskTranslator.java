package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOArtifact;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOParameter;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.server.http.Failures;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.util.List;

/** Tasks as messages. Inputs and outputs are always there, empty or not. */
public final class TaskTranslator {
  private static final String ROOT = "ROOT";

  private TaskTranslator() {}

  /** One task. */
  public static PipelineTask toMessage(TaskGraph graph, TaskView view) {
    Task task = view.task();
    TaskNode node = graph.node(task.index());
    var message =
        PipelineTask.newBuilder()
            .setName(nameOf(node))
            .setDisplayName(task.displayName())
            .setTaskId(task.id())
            .setRunId(task.reference().runId())
            .setCacheFingerprint(view.fingerprint())
            .setCreateTime(Times.toMessage(task.createdAt()))
            .setStateValue(task.state().number())
            .setTypeValue(task.type().number())
            .setScopePath(node.path().dotted())
            .setInputs(side(graph, view, false))
            .setOutputs(side(graph, view, true));
    Instant endedAt = task.endedAt();
    if (endedAt != null) {
      message.setEndTime(Times.toMessage(endedAt));
    }
    String parentId = task.parentId();
    if (parentId != null) {
      message.setParentTaskId(parentId);
    }
    view.pods()
        .forEach(pod ->
            message.addPods(
                PipelineTask.TaskPod.newBuilder()
                    .setName(pod.name())
                    .setUid(pod.uid())
                    .setType(PipelineTask.TaskPodType.valueOf(pod.kind().name()))));
    addAttributes(message, node, task);
    addStatus(message, view);
    view.children()
        .forEach(child ->
            message.addChildTasks(
                PipelineTask.ChildTask.newBuilder()
                    .setTaskId(child.id())
                    .setName(nameOf(graph.node(child.index())))));
    return message.build();
  }

  private static String nameOf(TaskNode node) {
    return node.isRoot() ? ROOT : node.path().lastKey();
  }

  private static void addAttributes(PipelineTask.Builder message, TaskNode node, Task task) {
    var attributes = PipelineTask.TypeAttributes.newBuilder();
    if (!task.reference().iteration().indices().isEmpty()) {
      attributes.setIterationIndex(task.reference().iteration().last());
    }
    if (task.type() == TaskType.LOOP) {
      attributes.setIterationCount(task.iterationCount());
    }
    if (node.component() instanceof ImporterComponent importer
        && importer.executor().downloadToWorkspace()) {
      attributes.setDownloadToWorkspace(true);
    }
    if (!attributes.build().equals(PipelineTask.TypeAttributes.getDefaultInstance())) {
      message.setTypeAttributes(attributes);
    }
  }

  private static void addStatus(PipelineTask.Builder message, TaskView view) {
    Task task = view.task();
    addHistory(message, view);
    TaskFailure failure = task.failure();
    String words = failure == null ? view.message() : messageOf(failure);
    if (!words.isEmpty() || !view.properties().members().isEmpty()) {
      var status = PipelineTask.StatusMetadata.newBuilder().setMessage(words);
      view.properties()
          .members()
          .forEach((key, value) -> status.putCustomProperties(key, JsonStructs.toValue(value)));
      message.setStatusMetadata(status);
    }
  }

  /** Each attempt that another followed failed, as the task itself did then for KFP. */
  private static void addHistory(PipelineTask.Builder message, TaskView view) {
    Task task = view.task();
    if (view.attempts().isEmpty() && task.wasUnderWay()) {
      message.addStateHistory(status(TaskState.RUNNING, task.createdAt()));
    }
    for (TaskAttempt attempt : view.attempts()) {
      message.addStateHistory(status(TaskState.RUNNING, attempt.startedAt()));
      Instant endedAt = attempt.endedAt();
      if (endedAt != null && attempt.number() < task.attempt()) {
        message.addStateHistory(status(TaskState.FAILED, endedAt));
      }
    }
    Instant endedAt = task.endedAt();
    if (task.state().isTerminal() && endedAt != null) {
      message.addStateHistory(status(task.state(), endedAt));
    }
  }

  private static PipelineTask.TaskStatus status(TaskState state, Instant at) {
    return PipelineTask.TaskStatus.newBuilder()
        .setUpdateTime(Times.toMessage(at))
        .setStateValue(state.number())
        .build();
  }

  private static String messageOf(TaskFailure failure) {
    return Failures.messageOf(
        new PipelinesException(failure.code(), failure.message(), failure.path(), null));
  }

  private static InputOutputs side(TaskGraph graph, TaskView view, boolean isOutput) {
    var message = InputOutputs.newBuilder();
    for (TaskValue value : view.values()) {
      if (value.isOutput() == isOutput) {
        add(message, value, producer(graph, view.task(), value));
      }
    }
    return message.build();
  }

  private static void add(InputOutputs.Builder message, TaskValue value, IOProducer producer) {
    IOType type = IOType.valueOf(value.type());
    JsonValue parameter = value.parameter();
    if (parameter != null) {
      message.addParameters(
          IOParameter.newBuilder()
              .setParameterKey(value.key())
              .setValue(JsonStructs.toValue(parameter))
              .setType(type)
              .setProducer(producer));
      return;
    }
    List<io.pitwheel.api.v2beta1.Artifact> artifacts =
        value.artifacts().stream().map(ArtifactTranslator::toMessage).toList();
    message.addArtifacts(
        IOArtifact.newBuilder()
            .setArtifactKey(value.key())
            .addAllArtifacts(artifacts)
            .setType(type)
            .setProducer(producer));
  }

  /**
   * Readers elsewhere rely on a producer being there: of what no task made it is the graph around,
   * and inside a loop the iteration is part of it.
   */
  private static IOProducer producer(TaskGraph graph, Task task, TaskValue value) {
    TaskNode node = graph.node(task.index());
    String around = node.isRoot() ? ROOT : nameOf(graph.parentOf(node));
    var producer =
        IOProducer.newBuilder().setTaskName(value.producer().isEmpty() ? around : value.producer());
    Integer iteration = value.iteration();
    if (iteration != null) {
      producer.setIteration(iteration);
    } else if (!task.reference().iteration().indices().isEmpty()) {
      producer.setIteration(task.reference().iteration().last());
    }
    return producer.build();
  }
}
