package io.pitwheel.server;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves a run as an engine would, a step a call. */
public final class RunSteps {
  private final RunningServer server;
  private final String runId;
  private final TaskGraph graph;

  public RunSteps(RunningServer server, String runId) {
    this.server = server;
    this.runId = runId;
    Run run = server.stores().runs().find(runId).orElseThrow();
    this.graph = server.graphs().graphOf(run.creation().specificationId());
  }

  public RunSteps begin() {
    server
        .stores()
        .runs()
        .begin(runId, graph.root().children().size(), RunningServer.NOW.plusSeconds(1));
    return this;
  }

  /** The first attempt of a leaf, or the way into a graph. */
  public RunSteps start(String path, int... iteration) {
    return record(
        new TaskDecided(task(path, TaskState.RUNNING, null, TaskValues.NONE, iteration), null));
  }

  RunSteps skip(SkipReason reason, String path, int... iteration) {
    return record(
        new TaskDecided(task(path, TaskState.SKIPPED, reason, TaskValues.NONE, iteration), null));
  }

  public RunSteps succeed(TaskValues outputs, String path, int... iteration) {
    return record(ended(path, TaskState.SUCCEEDED, outputs, null, iteration));
  }

  RunSteps fail(TaskFailure failure, String path, int... iteration) {
    return record(ended(path, TaskState.FAILED, TaskValues.NONE, failure, iteration));
  }

  RunSteps endEarly(TaskFailure failure) {
    server.stores().runs().endEarly(runId, failure, RunningServer.NOW.plusSeconds(3));
    return this;
  }

  public String taskId(String path, int... iteration) {
    return UUID.nameUUIDFromBytes((runId + path + vector(iteration).text()).getBytes()).toString();
  }

  private RunSteps record(TaskChange change) {
    server.stores().tasks().record(runId, graph, List.of(change));
    return this;
  }

  private TaskEnded ended(
      String path,
      TaskState state,
      TaskValues outputs,
      @Nullable TaskFailure failure,
      int... iteration) {
    return new TaskEnded(
        taskId(path, iteration),
        1,
        state,
        outputs,
        failure,
        failure == null ? 0 : 1,
        List.of(),
        RunningServer.NOW.plusSeconds(3));
  }

  private Task task(
      String path,
      TaskState state,
      @Nullable SkipReason reason,
      TaskValues outputs,
      int... iteration) {
    TaskNode node = graph.find(new ScopePath(List.of(path.split("/", -1)))).orElseThrow();
    boolean runs = state == TaskState.RUNNING;
    int iterations = node.isLoop() && runs ? 2 : 0;
    int children = node.isLoop() ? iterations * node.children().size() : node.children().size();
    return new Task(
        taskId(path, iteration),
        new TaskReference(runId, node.path(), vector(iteration)),
        node.index(),
        node.requireTask().displayName(),
        TaskTypes.of(graph, node),
        state,
        reason,
        parentId(node, iteration),
        runs && !node.isDag() ? 1 : 0,
        iterations,
        TaskCounters.expecting(runs ? children : 0),
        TaskValues.NONE,
        outputs,
        null,
        "decided by a test",
        List.of(),
        "",
        RunningServer.NOW.plusSeconds(2),
        runs ? null : RunningServer.NOW.plusSeconds(2));
  }

  private String parentId(TaskNode node, int... iteration) {
    TaskNode parent = graph.parentOf(node);
    return parent.isRoot()
        ? server.stores().runs().find(runId).orElseThrow().creation().rootTaskId()
        : taskId(parent.path().slashed(), Arrays.copyOf(iteration, parent.loopDepth()));
  }

  private static IterationVector vector(int... iteration) {
    return new IterationVector(Arrays.stream(iteration).boxed().toList());
  }
}
