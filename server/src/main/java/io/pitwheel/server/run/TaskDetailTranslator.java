package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.PipelineTaskDetail;
import io.pitwheel.api.v2beta1.RuntimeState;
import io.pitwheel.api.v2beta1.RuntimeStatus;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.server.http.Times;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import java.util.List;

/**
 * Tasks in the older shape that version 2.17 of the SDK reads from {@code run_details}. It knows no
 * CACHED: such a task SUCCEEDED.
 */
final class TaskDetailTranslator {
  private TaskDetailTranslator() {}

  /**
   * @param begunAt when its first attempt began to run; of a graph when it was entered
   */
  static PipelineTaskDetail toMessage(Task task, Instant begunAt, List<Task> children) {
    var message =
        PipelineTaskDetail.newBuilder()
            .setRunId(task.reference().runId())
            .setTaskId(task.id())
            .setDisplayName(task.displayName())
            .setCreateTime(Times.toMessage(task.createdAt()))
            .setStartTime(Times.toMessage(begunAt))
            .setState(stateOf(task.state()));
    Instant endedAt = task.endedAt();
    if (endedAt != null) {
      message.setEndTime(Times.toMessage(endedAt));
    }
    String parentId = task.parentId();
    if (parentId != null) {
      message.setParentTaskId(parentId);
    }
    TaskFailure failure = task.failure();
    if (failure != null) {
      message.setError(RunTranslator.toStatus(failure));
    }
    addHistory(message, task, begunAt);
    children.forEach(child ->
        message.addChildTasks(PipelineTaskDetail.ChildTask.newBuilder().setTaskId(child.id())));
    return message.build();
  }

  private static void addHistory(PipelineTaskDetail.Builder message, Task task, Instant begunAt) {
    if (task.wasUnderWay()) {
      message.addStateHistory(
          RuntimeStatus.newBuilder()
              .setUpdateTime(Times.toMessage(begunAt))
              .setState(RuntimeState.RUNNING));
    }
    Instant endedAt = task.endedAt();
    if (endedAt != null) {
      message.addStateHistory(
          RuntimeStatus.newBuilder()
              .setUpdateTime(Times.toMessage(endedAt))
              .setState(stateOf(task.state())));
    }
  }

  private static RuntimeState stateOf(TaskState state) {
    return switch (state) {
      case UNSPECIFIED -> RuntimeState.RUNTIME_STATE_UNSPECIFIED;
      case RUNNING -> RuntimeState.RUNNING;
      case SUCCEEDED, CACHED -> RuntimeState.SUCCEEDED;
      case SKIPPED -> RuntimeState.SKIPPED;
      case FAILED -> RuntimeState.FAILED;
    };
  }
}
