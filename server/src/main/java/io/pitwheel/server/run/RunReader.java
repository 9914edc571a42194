package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.RunDetails;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.task.TaskMessages;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers questions about single runs and their tasks. */
public final class RunReader {
  private final RunStore runs;
  private final TaskStore tasks;
  private final TaskMessages messages;
  private final RunTranslator translator;

  public RunReader(
      RunStore runs, TaskStore tasks, TaskMessages messages, RunTranslator translator) {
    this.runs = runs;
    this.tasks = tasks;
    this.messages = messages;
    this.translator = translator;
  }

  /**
   * @throws PipelinesException NOT_FOUND
   */
  public Run require(String runId) {
    return runs.find(runId)
        .filter(run -> !run.isBeingDeleted())
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND, "finding run %s: there is none".formatted(runId)));
  }

  /** Whether there is such a run, deleted ones being none. */
  public boolean isKept(String runId) {
    return runs.find(runId).filter(run -> !run.isBeingDeleted()).isPresent();
  }

  /**
   * A task of the run.
   *
   * @throws PipelinesException NOT_FOUND, also for a task of another run
   */
  public Task requireTask(String runId, String taskId) {
    return tasks
        .find(taskId)
        .filter(task -> task.reference().runId().equals(runId))
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "finding task %s of run %s: there is none".formatted(taskId, runId)));
  }

  /**
   * One run. Version 2.17 of the SDK asks for no view and reads tasks from {@code run_details}, so
   * that every view has them there, once there is one.
   */
  @SuppressWarnings("deprecation") // run_details is what version 2.17 of the SDK reads.
  io.pitwheel.api.v2beta1.Run read(Run run, RunView view) {
    List<Task> visible = visibleTasks(run);
    Map<String, List<Task>> children = childrenOf(visible);
    var message = translator.builder(run, sourceOf(view));
    if (view.hasTasks() && !isUnseen(run)) {
      message.addAllTasks(messages.of(run));
    }
    // The root alone says nothing that the run does not.
    if (visible.size() > 1) {
      var details = RunDetails.newBuilder();
      Map<String, Instant> beginnings = messages.beginnings(run);
      visible.forEach(task ->
          details.addTaskDetails(
              TaskDetailTranslator.toMessage(
                  task,
                  beginnings.getOrDefault(task.id(), task.createdAt()),
                  children.getOrDefault(task.id(), List.of()))));
      message.setRunDetails(details);
    }
    return message.build();
  }

  /** One run with its tasks and its pipeline, for who needs all that is known. */
  public io.pitwheel.api.v2beta1.Run readAll(Run run) {
    return read(run, RunView.FULL);
  }

  /** One run of a list: never with its specification. */
  io.pitwheel.api.v2beta1.Run readRow(Run run, RunView view) {
    var message = translator.builder(run, RunTranslator.Source.REFERENCE);
    if (view.hasTasks() && !isUnseen(run)) {
      message.addAllTasks(messages.ofRow(run));
    }
    return message.build();
  }

  private static RunTranslator.Source sourceOf(RunView view) {
    return switch (view) {
      case BASIC -> RunTranslator.Source.AS_GIVEN;
      case RUNTIME_ONLY -> RunTranslator.Source.REFERENCE;
      case FULL -> RunTranslator.Source.EMBEDDED;
    };
  }

  /** A client may see the root only once the run has begun. */
  private static boolean isUnseen(Run run) {
    return run.taskCount() == 0 && run.state() == RunState.PENDING;
  }

  private List<Task> visibleTasks(Run run) {
    if (isUnseen(run)) {
      return List.of();
    }
    return tasks.list(run.id()).stream()
        .filter(task -> task.state() != TaskState.UNSPECIFIED)
        .toList();
  }

  private static Map<String, List<Task>> childrenOf(List<Task> tasks) {
    return tasks.stream()
        .filter(task -> task.parentId() != null)
        .collect(Collectors.groupingBy(task -> String.valueOf(task.parentId())));
  }
}
