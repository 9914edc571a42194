package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOParameter;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.guard.Descriptions;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskPod;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is told of tasks. What the server derives itself (type, history, children, artifacts)
 * is passed over, since clients send back what they read.
 */
final class TaskRequestReader {
  private static final int MAX_DISPLAY_NAME = 512;
  private static final int MAX_FINGERPRINT = 64;
  private static final int MAX_PODS = 1_000;
  private static final String ROOT = "ROOT";

  private TaskRequestReader() {}

  /**
   * A task to be made.
   *
   * @param parent the node of the task that is told as its parent; null for none
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  static TaskCreation creation(
      TaskGraph graph, @Nullable TaskNode parent, PipelineTask task, Instant now) {
    TaskNode node = node(graph, parent, task);
    requireId(task.getTaskId());
    boolean hasParent = !task.getParentTaskId().isEmpty() && !node.isRoot();
    return new TaskCreation(
        node.isRoot() ? "" : task.getTaskId(),
        node.index(),
        hasParent ? task.getParentTaskId() : null,
        Told.iteration(
            "task.type_attributes.iteration_index",
            task.getTypeAttributes().hasIterationIndex(),
            task.getTypeAttributes().getIterationIndex()),
        time("task.create_time", task.hasCreateTime(), task.getCreateTime()),
        report("task", task, now));
  }

  private static TaskNode node(TaskGraph graph, @Nullable TaskNode parent, PipelineTask task) {
    String path = task.getScopePath();
    if (!path.isEmpty()) {
      return named(task, at(graph, path));
    }
    boolean isRoot = task.getType() == PipelineTask.TaskType.ROOT || task.getName().equals(ROOT);
    if (isRoot && parent == null) {
      return graph.root();
    }
    TaskNode found = parent == null ? null : graph.childrenOf(parent).get(task.getName());
    if (found == null) {
      throw Told.refused(
          "task.scope_path",
          "none",
          parent == null
              ? "keys of tasks from root, joined by dots, or the name and parent_task_id"
              : "or as name one of " + graph.childrenOf(parent).keySet());
    }
    return found;
  }

  private static TaskNode at(TaskGraph graph, String path) {
    List<String> keys = List.of(path.split("\\.", -1));
    return (keys.getFirst().equals("root")
            ? graph.find(new ScopePath(keys.subList(1, keys.size())))
            : Optional.<TaskNode>empty())
        .orElseThrow(() ->
            Told.refused(
                "task.scope_path",
                path,
                "keys of tasks of the pipeline from root, joined by dots"));
  }

  /** Some launchers tell the name for people. */
  private static TaskNode named(PipelineTask task, TaskNode node) {
    String name = task.getName();
    boolean fits =
        node.isRoot()
            ? name.isEmpty() || name.equals(ROOT) || name.equals("root")
            : name.isEmpty()
                || name.equals(node.path().lastKey())
                || name.equals(node.requireTask().displayName());
    if (!fits) {
      throw Told.refused(
          "task.name",
          name,
          (node.isRoot() ? ROOT : node.path().lastKey()) + ", by the scope path");
    }
    return node;
  }

  /** It becomes part of paths. */
  private static void requireId(String taskId) {
    if (!taskId.isEmpty() && !taskId.matches("[a-z0-9]([a-z0-9-]{0,34}[a-z0-9])?")) {
      throw Told.refused(
          "task.task_id", taskId, "1 to 36 of a-z, 0-9 and -, such as a UUID, or none");
    }
  }

  /**
   * What is told of a task.
   *
   * @param field where the task stands in the request
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  static TaskReport report(String field, PipelineTask task, Instant now) {
    if (task.getType() == PipelineTask.TaskType.UNRECOGNIZED) {
      throw Told.refused(field + ".type", task.getTypeValue(), "the number of a TaskType");
    }
    return new TaskReport(
        task.getScopePath(),
        task.getParentTaskId(),
        Told.optionalName(field + ".display_name", task.getDisplayName(), MAX_DISPLAY_NAME),
        state(field, task),
        Told.optionalName(
            field + ".cache_fingerprint", task.getCacheFingerprint(), MAX_FINGERPRINT),
        Told.iteration(
            field + ".type_attributes.iteration_count",
            task.getTypeAttributes().hasIterationCount(),
            task.getTypeAttributes().getIterationCount()),
        pods(field + ".pods", task.getPodsList()),
        task.hasStatusMetadata()
            ? Descriptions.require(
                field + ".status_metadata.message", task.getStatusMetadata().getMessage())
            : null,
        task.hasStatusMetadata() ? properties(field, task.getStatusMetadata()) : null,
        parameters(field + ".inputs.parameters", task.getInputs().getParametersList()),
        parameters(field + ".outputs.parameters", task.getOutputs().getParametersList()),
        time(field + ".end_time", task.hasEndTime(), task.getEndTime()),
        now);
  }

  private static TaskState state(String field, PipelineTask task) {
    return switch (task.getState()) {
      case RUNTIME_STATE_UNSPECIFIED -> TaskState.UNSPECIFIED;
      case RUNNING -> TaskState.RUNNING;
      case SUCCEEDED -> TaskState.SUCCEEDED;
      case SKIPPED -> TaskState.SKIPPED;
      case FAILED -> TaskState.FAILED;
      case CACHED -> TaskState.CACHED;
      case UNRECOGNIZED ->
          throw Told.refused(
              field + ".state",
              task.getStateValue(),
              "one of RUNNING, SUCCEEDED, SKIPPED, FAILED, CACHED");
    };
  }

  private static @Nullable List<TaskPod> pods(String field, List<PipelineTask.TaskPod> told) {
    if (told.isEmpty()) {
      return null;
    }
    if (told.size() > MAX_PODS) {
      throw Told.refused(field, told.size() + " pods", "at most " + MAX_PODS);
    }
    var pods = new ArrayList<TaskPod>();
    for (PipelineTask.TaskPod pod : told) {
      if (pod.getType() == PipelineTask.TaskPodType.UNRECOGNIZED) {
        throw Told.refused(field + ".type", pod.getTypeValue(), "DRIVER or EXECUTOR");
      }
      pods.add(
          new TaskPod(
              Told.optionalName(field + ".name", pod.getName(), Told.MAX_NAME),
              Told.optionalName(field + ".uid", pod.getUid(), Told.MAX_NAME),
              TaskPod.Kind.valueOf(pod.getType().name())));
    }
    return pods;
  }

  private static @Nullable JsonObject properties(
      String field, PipelineTask.StatusMetadata metadata) {
    if (metadata.getCustomPropertiesCount() == 0) {
      return null;
    }
    var members = new LinkedHashMap<String, JsonValue>();
    new TreeMap<>(metadata.getCustomPropertiesMap())
        .forEach((key, value) -> members.put(key, JsonStructs.fromValue(value)));
    var properties = new JsonObject(members);
    Told.bounded(field + ".status_metadata.custom_properties", properties);
    return properties;
  }

  private static List<ReportedParameter> parameters(String field, List<IOParameter> told) {
    var parameters = new ArrayList<ReportedParameter>();
    for (int i = 0; i < told.size(); i++) {
      IOParameter parameter = told.get(i);
      String place = field + "[" + i + "]";
      parameters.add(
          new ReportedParameter(
              Told.required(place + ".parameter_key", parameter.getParameterKey()),
              Told.iteration(place + ".producer", parameter.getProducer()),
              Told.type(place + ".type", parameter.getType(), parameter.getTypeValue()),
              Told.producer(place + ".producer", parameter.getProducer()),
              JsonStructs.fromValue(parameter.getValue())));
    }
    return parameters;
  }

  private static @Nullable Instant time(
      String field, boolean isTold, com.google.protobuf.Timestamp told) {
    Instant time = isTold ? Times.fromMessage(told, field) : Instant.EPOCH;
    return time.isAfter(Instant.EPOCH) ? time : null;
  }

  /** Reports of one call, by the ids of their tasks. */
  static Map<String, TaskReport> reports(
      Map<String, PipelineTask> tasks, String runId, Instant now) {
    Told.requireBulk("tasks", tasks.size());
    var reports = new TreeMap<String, TaskReport>();
    tasks.forEach((taskId, task) -> {
      String field = "tasks[" + taskId + "]";
      Told.required("tasks", taskId);
      Told.requireEqual(field + ".task_id", task.getTaskId(), taskId);
      Told.requireEqual(field + ".run_id", task.getRunId(), runId);
      reports.put(taskId, report(field, task, now));
    });
    return reports;
  }
}
