package io.pitwheel.server.result;

import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskStore;
import io.pitwheel.task.TaskType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Puts the result document of a run together; of one that goes on, as it stands. */
public final class ResultComposer {
  private final TaskStore tasks;
  private final TaskGraphSource graphs;

  public ResultComposer(TaskStore tasks, TaskGraphSource graphs) {
    this.tasks = tasks;
    this.graphs = graphs;
  }

  /** Every key is always there; rows are sorted by path, then iteration. */
  public JsonObject compose(Run run) {
    List<Task> known = tasks.list(run.id());
    var rows = new ArrayList<ResultRow>();
    TaskValues outputs = TaskValues.NONE;
    for (Task task : known) {
      if (task.type() == TaskType.ROOT) {
        outputs = task.outputs();
      } else {
        rows.add(ResultRow.of(task));
      }
    }
    if (run.state().isTerminal()) {
      TaskGraph graph = graphs.graphOf(run.creation().specificationId());
      rows.addAll(NeverReached.of(run, graph, known));
    }
    rows.sort(ResultRow.ORDER);
    return ResultDocument.of(run, outputs, rows);
  }
}
