package io.pitwheel.store.task;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.value.JsonValue;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends tasks of a run that is driven elsewhere. Nobody there writes rows of tasks that can no
 * longer run, so they are written here, in the same transaction: the counters of graphs stay exact.
 */
final class ReportedEnds {
  private final Recording recording;
  private final TaskRecorder recorder;
  private final ReportStatements statements;
  private final Identifiers identifiers;
  private final ReportedValues values;
  private final Session session;
  private final TaskGraph graph;
  private final RunLedger ledger;

  ReportedEnds(
      Recording recording,
      TaskRecorder recorder,
      ReportStatements statements,
      Identifiers identifiers) {
    this.recording = recording;
    this.recorder = recorder;
    this.statements = statements;
    this.identifiers = identifiers;
    this.values = new ReportedValues(recording, statements);
    this.session = recording.session();
    this.graph = recording.graph();
    this.ledger = recording.ledger();
  }

  /** Outputs of a task that ends with its beginning: of a hit, those of the task that was hit. */
  TaskValues reused(TaskReport report) throws SQLException {
    var parameters = new HashMap<String, JsonValue>();
    Map<String, List<io.pitwheel.artifact.Artifact>> artifacts = Map.of();
    if (report.state() == TaskState.CACHED && !report.fingerprint().isEmpty()) {
      Optional<String> hit =
          session
              .query(statements.newestReusable, Row::text, ledger.namespace(), report.fingerprint())
              .stream()
              .findFirst();
      if (hit.isPresent()) {
        TaskValues found = values.outputsOf(hit.get());
        parameters.putAll(found.parameters());
        artifacts = found.artifacts();
      }
    }
    for (ReportedParameter parameter : report.outputs()) {
      parameters.put(parameter.key(), parameter.value());
    }
    return new TaskValues(parameters, artifacts);
  }

  /** Ends a leaf under way. */
  void end(TrackedTask task, TaskReport report) throws SQLException {
    TaskState state = report.state();
    if (state == TaskState.SKIPPED) {
      task.skipReason =
          recorder.node(task).requireTask().condition().isEmpty()
              ? SkipReason.UPSTREAM_SKIPPED
              : SkipReason.CONDITION_FALSE;
    }
    TaskValues outputs =
        state.hasOutputs() && isSurfaced(task)
            ? values.outputsOf(task.identity.id())
            : TaskValues.NONE;
    recorder.endWritten(
        task,
        new TaskEnded(
            task.identity.id(),
            task.attempt,
            state,
            outputs,
            state == TaskState.FAILED ? ReportedRow.failure(report) : null,
            null,
            List.of(),
            report.end()));
    if (state == TaskState.SKIPPED) {
      // The statement of an end leaves the reason alone, that of a fold does not.
      recording.tasks().touch(task);
    }
    skipDependents(new Ended(recorder.node(task), task), report.end());
  }

  private boolean isSurfaced(TrackedTask task) {
    TaskNode node = recorder.node(task);
    String key = node.path().lastKey();
    var outputs = graph.parentOf(node).requireDag().outputs();
    return outputs.parameters().values().stream()
            .flatMap(List::stream)
            .anyMatch(selector -> selector.producerTask().equals(key))
        || outputs.artifacts().values().stream()
            .flatMap(List::stream)
            .anyMatch(selector -> selector.producerTask().equals(key));
  }

  /**
   * What is said of the state of a graph is passed over, but for one thing: a driver that fails
   * between writing a graph and the first task inside it says so, and nobody else will.
   */
  void hint(TrackedTask task, TaskReport report) throws SQLException {
    boolean isRefused =
        report.state() == TaskState.FAILED
            && task.state == TaskState.RUNNING
            && task.identity.parentId() != null
            && session
                .query(statements.hasInside, Row::text, ledger.runId(), task.identity.id())
                .isEmpty();
    if (!isRefused) {
      return;
    }
    task.state = TaskState.FAILED;
    task.failure = ReportedRow.failure(report);
    task.endedAt = report.end();
    recording.tasks().touch(task);
    recording.events().entered(task, report.end());
    recorder.fold().fold(task, TaskValues.NONE, report.end());
    skipDependents(new Ended(recorder.node(task), task), report.end());
  }

  /** Writes what can no longer run because of a task that ended with its beginning. */
  void skipDependentsOf(Task row) throws SQLException {
    if (row.state().isTerminal()) {
      Instant endedAt = row.endedAt();
      skipDependents(
          new Ended(graph.node(row.index()), TaskRows.track(row, null)),
          endedAt == null ? row.createdAt() : endedAt);
    } else if (!recorder.fold().ended().isEmpty()) {
      skipDependents(null, row.createdAt());
    }
  }

  /** A task that has ended, or a graph that was ended by that. */
  private record Ended(
      TaskNode node,
      IterationVector iteration,
      @Nullable String parentId,
      TaskState state,
      @Nullable SkipReason reason) {
    Ended(TaskNode node, TrackedTask task) {
      this(node, task.identity.iteration(), task.identity.parentId(), task.state, task.skipReason);
    }

    boolean stopsDependents() {
      return state == TaskState.FAILED || (reason != null && reason.stopsDependents());
    }

    SkipReason reasonOfDependents() {
      return state == TaskState.FAILED || reason == SkipReason.UPSTREAM_FAILED
          ? SkipReason.UPSTREAM_FAILED
          : SkipReason.UPSTREAM_SKIPPED;
    }
  }

  private void skipDependents(@Nullable Ended first, Instant at) throws SQLException {
    Deque<Ended> left = new ArrayDeque<>();
    if (first != null) {
      left.add(first);
    }
    int known = 0;
    while (true) {
      List<Task> folded = recorder.fold().ended();
      for (; known < folded.size(); known++) {
        Task ended = folded.get(known);
        left.add(new Ended(graph.node(ended.index()), TaskRows.track(ended, null)));
      }
      Ended next = left.poll();
      if (next == null) {
        return;
      }
      if (next.stopsDependents() && next.parentId() != null) {
        skipDependents(next, left, at);
      }
    }
  }

  private void skipDependents(Ended ended, Deque<Ended> left, Instant at) throws SQLException {
    String key = ended.node().path().lastKey();
    for (TaskNode sibling : graph.childrenOf(graph.parentOf(ended.node())).values()) {
      boolean waits =
          sibling.requireTask().dependencies().contains(key)
              && sibling.requireTask().strategy() != TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED;
      if (waits
          && skip(
              sibling,
              ended.iteration(),
              String.valueOf(ended.parentId()),
              ended.reasonOfDependents(),
              at)) {
        left.add(
            new Ended(
                sibling,
                ended.iteration(),
                ended.parentId(),
                TaskState.SKIPPED,
                ended.reasonOfDependents()));
      }
    }
  }

  /** Writes a task as skipped unless it has a row that counts; answers whether it had none. */
  private boolean skip(
      TaskNode node, IterationVector iteration, String parentId, SkipReason reason, Instant at)
      throws SQLException {
    Optional<TrackedTask> standing =
        session
            .query(
                statements.trackPlace,
                TrackedTask::read,
                ledger.runId(),
                node.index(),
                iteration.text())
            .stream()
            .findFirst();
    if (standing.isPresent() && standing.get().state != TaskState.UNSPECIFIED) {
      return false;
    }
    standing.ifPresent(recording.tasks()::add);
    String id = standing.map(row -> row.identity.id()).orElseGet(identifiers::next);
    recorder.decide(
        new Task(
            id,
            new TaskReference(ledger.runId(), node.path(), iteration),
            node.index(),
            node.requireTask().displayName(),
            TaskTypes.of(graph, node),
            TaskState.SKIPPED,
            reason,
            parentId,
            0,
            0,
            TaskCounters.expecting(0),
            TaskValues.NONE,
            TaskValues.NONE,
            null,
            "",
            List.of(),
            "",
            at,
            at),
        null,
        ReportedNotes.NOTHING,
        standing.isEmpty());
    return true;
  }

  /**
   * Ends graphs without the tasks in them that never began.
   *
   * @return false when a task is under way
   */
  boolean settle(Instant at) throws SQLException {
    List<TrackedTask> rows = session.query(statements.trackRun, TrackedTask::read, ledger.runId());
    boolean isUnderWay =
        rows.stream()
            .anyMatch(row -> row.state == TaskState.RUNNING && !row.identity.type().isFolded());
    if (isUnderWay) {
      return false;
    }
    for (TrackedTask row : rows.reversed()) {
      if (row.identity.type().isFolded() && row.state == TaskState.RUNNING) {
        settle(row, at);
      }
    }
    return true;
  }

  private void settle(TrackedTask row, Instant at) throws SQLException {
    int iterations = row.isLoop() ? row.identity.iterationCount() : 1;
    IterationVector around = row.identity.iteration();
    for (int i = 0; i < iterations; i++) {
      for (TaskNode child : graph.childrenOf(recorder.node(row)).values()) {
        skip(
            child,
            row.isLoop() ? around.inside(i) : around,
            row.identity.id(),
            SkipReason.UPSTREAM_SKIPPED,
            at);
      }
    }
  }
}
