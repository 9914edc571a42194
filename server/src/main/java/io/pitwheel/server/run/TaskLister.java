package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.ListTasksRequest;
import io.pitwheel.api.v2beta1.ListTasksResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.List;
import java.util.Map;

/** Lists the tasks of one run in the order of their creation, or those directly inside one. */
public final class TaskLister {
  private static final Map<String, ListField> FIELDS =
      Map.of(
          "created_at", ListField.time("created_at"),
          "create_time", ListField.time("created_at"));

  private final RunReader reader;
  private final PageRequests pages;

  public TaskLister(RunReader reader, PageRequests pages) {
    this.reader = reader;
    this.pages = pages;
  }

  /**
   * @throws PipelinesException NOT_FOUND for the run; INVALID_ARGUMENT for size, token, order or
   *     filter, and for a parent of another run
   */
  ListTasksResponse list(ListTasksRequest request) {
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
    if (!wanted.filter().isEmpty()) {
      throw PipelinesException.invalid(
          "filter",
          "listing tasks by %s: not supported (expected: no filter)"
              .formatted(request.getFilter()));
    }
    List<PipelineTask> tasks = reader.readTasks(reader.require(runId));
    requireParent(tasks, parentId);
    List<PipelineTask> matching =
        tasks.stream()
            .filter(task -> parentId.isEmpty() || task.getParentTaskId().equals(parentId))
            .toList();
    List<PipelineTask> ordered = wanted.isDescending() ? matching.reversed() : matching;
    Page<PipelineTask> page = page(ordered, wanted);
    return ListTasksResponse.newBuilder()
        .addAllTasks(page.rows())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) page.totalSize())
        .build();
  }

  private static void requireParent(List<PipelineTask> tasks, String parentId) {
    boolean isKnown =
        parentId.isEmpty() || tasks.stream().anyMatch(task -> task.getTaskId().equals(parentId));
    if (!isKnown) {
      throw PipelinesException.invalid(
          "parent_id",
          "listing tasks of parent %s: no task of the run (expected: the id of one)"
              .formatted(parentId));
    }
  }

  /** Tasks come and never go, so that a task's place in the list is where a page may end. */
  private static Page<PipelineTask> page(List<PipelineTask> tasks, PageRequest wanted) {
    PageKey after = wanted.after();
    int begin = after == null ? 0 : placeOf(tasks, after.id()) + 1;
    int end = Math.min(begin + wanted.size(), tasks.size());
    List<PipelineTask> rows = tasks.subList(begin, end);
    PageKey next = end < tasks.size() ? new PageKey("", rows.getLast().getTaskId()) : null;
    return new Page<>(rows, next, tasks.size());
  }

  private static int placeOf(List<PipelineTask> tasks, String taskId) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).getTaskId().equals(taskId)) {
        return i;
      }
    }
    throw PipelinesException.invalid(
        "page_token", "listing tasks: the page's last task is gone (expected: a new first page)");
  }
}
