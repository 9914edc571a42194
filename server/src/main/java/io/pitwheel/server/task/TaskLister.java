package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.ListTasksRequest;
import io.pitwheel.api.v2beta1.ListTasksResponse;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.taskreport.TaskQuery;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.taskreport.TaskViews;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Lists the tasks of one run, or those directly inside one. */
public final class TaskLister {
  private static final ListField STATE =
      ListField.name(
          "state",
          Arrays.stream(TaskState.values())
              .map(state -> state == TaskState.UNSPECIFIED ? "" : state.name())
              .toList());
  private static final ListField TYPE =
      ListField.name(
          "type",
          Stream.concat(Stream.of(""), Arrays.stream(TaskType.values()).map(Enum::name)).toList());

  private static final Map<String, ListField> FIELDS =
      Map.ofEntries(
          Map.entry("task_id", ListField.text("task_id")),
          Map.entry("id", ListField.text("task_id")),
          Map.entry("run_id", ListField.text("run_id")),
          Map.entry("name", ListField.text("name")),
          Map.entry("display_name", ListField.text("display_name")),
          Map.entry("scope_path", ListField.text("scope_path")),
          Map.entry("parent_task_id", ListField.text("parent_task_id")),
          Map.entry("cache_fingerprint", ListField.text("cache_fingerprint")),
          Map.entry("created_at", ListField.time("created_at")),
          Map.entry("create_time", ListField.time("created_at")),
          Map.entry("start_time", ListField.time("created_at")),
          Map.entry("end_time", ListField.time("end_time")),
          Map.entry("state", STATE),
          Map.entry("status", STATE),
          Map.entry("type", TYPE));

  private final TaskViews views;
  private final RunGraphs graphs;
  private final ReportedLargeValues large;
  private final PageRequests pages;

  public TaskLister(
      TaskViews views, RunGraphs graphs, ReportedLargeValues large, PageRequests pages) {
    this.views = views;
    this.graphs = graphs;
    this.large = large;
    this.pages = pages;
  }

  /**
   * One page.
   *
   * @throws PipelinesException NOT_FOUND for the run; INVALID_ARGUMENT for size, token, order or
   *     filter, and for a parent of another run
   */
  public ListTasksResponse list(ListTasksRequest request) {
    String runId = request.getRunId();
    String parentId = request.getParentId();
    var scope = new ListScope("tasks/%s/%s".formatted(runId, parentId), FIELDS);
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getOrderBy(),
            request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    RunCreation run = graphs.run(runId);
    TaskGraph graph = graphs.of(run);
    requireParent(runId, parentId);
    Page<TaskView> page =
        views.list(new TaskQuery(runId, parentId.isEmpty() ? null : parentId, wanted));
    return ListTasksResponse.newBuilder()
        .addAllTasks(
            large.whole(run, page.rows()).stream()
                .map(view -> TaskTranslator.toMessage(graph, view))
                .toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) page.totalSize())
        .build();
  }

  private void requireParent(String runId, String parentId) {
    boolean isKnown =
        parentId.isEmpty()
            || views
                .find(parentId)
                .filter(view -> view.task().reference().runId().equals(runId))
                .isPresent();
    if (!isKnown) {
      throw PipelinesException.invalid(
          "parent_id",
          "listing tasks of parent %s: no task of the run (expected: the id of one)"
              .formatted(parentId));
    }
  }
}
