package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.CreateTaskRequest;
import io.pitwheel.api.v2beta1.FindCachedTaskRequest;
import io.pitwheel.api.v2beta1.FindCachedTaskResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.UpdateTaskRequest;
import io.pitwheel.api.v2beta1.UpdateTasksBulkRequest;
import io.pitwheel.api.v2beta1.UpdateTasksBulkResponse;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.taskreport.TaskReports;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.taskreport.TaskViews;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes in what drivers and launchers elsewhere say of tasks, and tells them what stands. */
public final class TaskReporter {
  private final TaskReports reports;
  private final TaskViews views;
  private final RunGraphs graphs;
  private final ReportedLargeValues large;
  private final Clock clock;

  public TaskReporter(
      TaskReports reports,
      TaskViews views,
      RunGraphs graphs,
      ReportedLargeValues large,
      Clock clock) {
    this.reports = reports;
    this.views = views;
    this.graphs = graphs;
    this.large = large;
    this.clock = clock;
  }

  /**
   * The task as it stands, made by this call or before.
   *
   * @throws PipelinesException NOT_FOUND for the run; INVALID_ARGUMENT naming the field;
   *     ALREADY_EXISTS for an id that another task has; FAILED_PRECONDITION for a run that is
   *     driven here, or has ended
   */
  public PipelineTask create(CreateTaskRequest request) {
    String runId = request.getRunId();
    PipelineTask task = request.getTask();
    Told.requireEqual("task.run_id", task.getRunId(), runId);
    RunCreation run = graphs.run(runId);
    TaskGraph graph = graphs.of(run);
    TaskCreation told =
        TaskRequestReader.creation(graph, parentOf(graph, runId, task), task, clock.instant());
    TaskCreation creation = told.withReport(large.kept(run, told.report()));
    return read(run, graph, reports.create(runId, graph, creation));
  }

  /** Only asked for where the place of a task is told by its parent. */
  private @Nullable TaskNode parentOf(TaskGraph graph, String runId, PipelineTask task) {
    String parentId = task.getParentTaskId();
    if (parentId.isEmpty() || !task.getScopePath().isEmpty()) {
      return null;
    }
    return views
        .find(parentId)
        .filter(view -> view.task().reference().runId().equals(runId))
        .map(view -> graph.node(view.task().index()))
        .orElseThrow(
            () -> Told.refused("task.parent_task_id", parentId, "the id of a task of the run"));
  }

  /**
   * The task as it stands afterwards.
   *
   * @throws PipelinesException NOT_FOUND for run and task; INVALID_ARGUMENT naming the field;
   *     FAILED_PRECONDITION for what contradicts a state that is terminal
   */
  public PipelineTask update(UpdateTaskRequest request) {
    String runId = request.getRunId();
    String taskId = request.getTaskId();
    PipelineTask task = request.getTask();
    Told.requireEqual("task.task_id", task.getTaskId(), taskId);
    Told.requireEqual("task.run_id", task.getRunId(), runId);
    RunCreation run = graphs.run(runId);
    TaskGraph graph = graphs.of(run);
    TaskReport report = TaskRequestReader.report("task", task, clock.instant());
    reports.update(runId, graph, Map.of(taskId, large.kept(run, report)));
    return read(run, graph, taskId);
  }

  /**
   * The tasks as they stand afterwards.
   *
   * @throws PipelinesException as {@link #update}, for any of them; then nothing has changed
   */
  public UpdateTasksBulkResponse update(UpdateTasksBulkRequest request) {
    String runId = request.getRunId();
    RunCreation run = graphs.run(runId);
    TaskGraph graph = graphs.of(run);
    var told = new TreeMap<String, TaskReport>();
    TaskRequestReader.reports(request.getTasksMap(), runId, clock.instant())
        .forEach((taskId, report) -> told.put(taskId, large.kept(run, report)));
    reports.update(runId, graph, told);
    var response = UpdateTasksBulkResponse.newBuilder();
    told.keySet().forEach(taskId -> response.putTasks(taskId, read(run, graph, taskId)));
    return response.build();
  }

  private PipelineTask read(RunCreation run, TaskGraph graph, String taskId) {
    return views
        .find(taskId)
        .map(view -> message(run, graph, view))
        .orElseThrow(() -> missing(taskId));
  }

  private PipelineTask message(RunCreation run, TaskGraph graph, TaskView view) {
    return TaskTranslator.toMessage(graph, large.whole(run, List.of(view)).getFirst());
  }

  private static PipelinesException missing(String taskId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding task %s: there is none".formatted(taskId));
  }

  /**
   * One task.
   *
   * @throws PipelinesException NOT_FOUND, also for a task of another run
   */
  public PipelineTask get(String runId, String taskId) {
    RunCreation run = graphs.run(runId);
    TaskView view =
        views
            .find(taskId)
            .filter(known -> known.task().reference().runId().equals(runId))
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND,
                    "finding task %s of run %s: there is none".formatted(taskId, runId)));
    return message(run, graphs.of(run), view);
  }

  /**
   * The newest task that succeeded with a fingerprint; nothing in the answer when there is none.
   *
   * @throws PipelinesException INVALID_ARGUMENT without a fingerprint
   */
  public FindCachedTaskResponse findCached(FindCachedTaskRequest request) {
    String fingerprint = Told.required("cache_fingerprint", request.getCacheFingerprint());
    var response = FindCachedTaskResponse.newBuilder();
    views
        .findReusable(CallScope.namespace(), fingerprint)
        .map(view -> large.whole(List.of(view)).getFirst())
        .ifPresent(view ->
            response.setTask(
                TaskTranslator.toMessage(graphs.require(view.task().reference().runId()), view)));
    return response.build();
  }
}
