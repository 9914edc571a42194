package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.taskreport.TaskViews;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The tasks of a run as messages. */
public final class TaskMessages {
  private final TaskViews views;
  private final TaskGraphSource graphs;
  private final ReportedLargeValues large;

  public TaskMessages(TaskViews views, TaskGraphSource graphs, ReportedLargeValues large) {
    this.views = views;
    this.graphs = graphs;
    this.large = large;
  }

  /** Of a run that is read alone: the values of one that is driven elsewhere are whole. */
  public List<PipelineTask> of(Run run) {
    return messages(run, large.whole(run.creation(), begun(run)));
  }

  /** Of a run among others. */
  public List<PipelineTask> ofRow(Run run) {
    return messages(run, begun(run));
  }

  /** As {@link TaskViews#beginnings}. */
  public Map<String, Instant> beginnings(Run run) {
    return views.beginnings(run.id());
  }

  private List<TaskView> begun(Run run) {
    return views.ofRun(run.id()).stream()
        .filter(view -> view.task().state() != TaskState.UNSPECIFIED)
        .toList();
  }

  private List<PipelineTask> messages(Run run, List<TaskView> read) {
    TaskGraph graph = graphs.graphOf(run.creation().specificationId());
    return read.stream().map(view -> TaskTranslator.toMessage(graph, view)).toList();
  }
}
