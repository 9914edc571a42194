package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was decided in one run, by the keys its Workflow asks with. */
final class DecidedKeys {
  private final TaskGraph graph;
  private final @Nullable Instant retriedAt;
  private final Map<DriverKey, Outcome> outcomes = new HashMap<>();

  DecidedKeys(Run run, TaskGraph graph, List<Task> rows) {
    this.graph = graph;
    this.retriedAt = retriedAt(run);
    for (Task row : rows) {
      boolean isDecided = row.parentId() != null && row.state() != TaskState.UNSPECIFIED;
      if (isDecided && !isClaimUnderWay(row)) {
        add(new DriverKey(row.index(), row.reference().iteration()), row);
      }
    }
  }

  /** What was terminated stays so, whoever takes it up. */
  static @Nullable TaskFailure endingOf(Run run) {
    TaskFailure failure = run.failure();
    if (run.state() == RunState.CANCELING
        || (failure != null && failure.code() == ErrorCode.CANCELLED)) {
      return failure == null ? RunDriving.TERMINATED : failure;
    }
    return null;
  }

  /** About such a task nothing is said before it is done. */
  private boolean isClaimUnderWay(Task row) {
    return row.state() == TaskState.RUNNING && ClaimTasks.isOne(graph.node(row.index()));
  }

  private static @Nullable Instant retriedAt(Run run) {
    List<Instant> begins =
        run.history().stream()
            .filter(change -> change.state() == RunState.PENDING)
            .map(StateChange::at)
            .toList();
    return begins.size() > 1 ? begins.getLast() : null;
  }

  /** When the run was last given another Workflow; empty when it has its first. */
  Optional<Instant> retriedAt() {
    return Optional.ofNullable(retriedAt);
  }

  Outcome add(DriverKey key, Task row) {
    Outcome outcome = Outcome.of(row, graph.node(key.taskIndex()), retriedAt);
    outcomes.put(key, outcome);
    return outcome;
  }

  void add(DriverKey key, Outcome outcome) {
    outcomes.put(key, outcome);
  }

  /** Why no task has such a key; empty when one may. */
  Optional<String> flawOf(DriverKey key) {
    if (key.taskIndex() >= graph.nodes().size()) {
      return Optional.of(
          "looking for task %s: the pipeline has %d tasks"
              .formatted(key.text(), graph.nodes().size() - 1));
    }
    int depth = graph.node(key.taskIndex()).loopDepth();
    return key.iteration().indices().size() == depth
        ? Optional.empty()
        : Optional.of(
            "looking for task %s: %d loops are around it (expected: one index for each)"
                .formatted(key.text(), depth));
  }

  /**
   * What was decided about a task, or about a graph around it so that nothing is to be decided
   * inside; empty while neither was.
   */
  Optional<Outcome> find(DriverKey key) {
    Outcome own = outcomes.get(key);
    return own != null
        ? Optional.of(own)
        : graph.graphsAround(graph.node(key.taskIndex())).stream()
            .flatMap(graphAround -> insideOf(graphAround, key).stream())
            .findFirst();
  }

  private Optional<Outcome> insideOf(TaskNode around, DriverKey key) {
    var outer = new DriverKey(around.index(), key.iteration().prefix(around.loopDepth()));
    Outcome known = outcomes.get(outer);
    if (known == null) {
      return Optional.empty();
    }
    return switch (known) {
      case Outcome.Settled settled -> Optional.of(settled);
      case Outcome.Rejected rejected -> Optional.of(rejected);
      case Outcome.Entered(int iterations, boolean isLoop)
          when isLoop && key.iteration().indices().get(around.loopDepth()) >= iterations ->
          Optional.of(
              new Outcome.Rejected(
                  "looking for task %s: loop %s has %d iterations"
                      .formatted(key.text(), outer.text(), iterations)));
      case Outcome.Entered _ -> Optional.empty();
      case Outcome.Launched _ -> Optional.empty();
    };
  }

  /** Whether a task runs whatever became of what was before it, or is inside one that does. */
  boolean isInsideExitTask(DriverKey key) {
    TaskNode node = graph.node(key.taskIndex());
    return Stream.concat(Stream.of(node), graph.graphsAround(node).stream())
        .anyMatch(
            each -> each.requireTask().strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED);
  }

  /** The row of a task whose pod runs or ran. */
  Optional<String> taskIdOf(DriverKey key) {
    return outcomes.get(key) instanceof Outcome.Launched(String taskId)
        ? Optional.of(taskId)
        : Optional.empty();
  }
}
