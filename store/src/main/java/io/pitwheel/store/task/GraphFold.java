package io.pitwheel.store.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.Folding;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the end of a task upward: outputs and counters of the graph around it, and so on while
 * graphs are complete. Costs the depth of the task, whatever the number of its siblings.
 */
final class GraphFold {
  private final Session session;
  private final TaskGraph graph;
  private final RunLedger ledger;
  private final TrackedTasks tasks;
  private final ValueWriter values;
  private final TaskEvents events;
  private final TaskReader reader;
  private final RunFailure runFailure;
  private final List<Task> ended = new ArrayList<>();
  private boolean reachesRoot;

  GraphFold(Recording recording) {
    this.session = recording.session();
    this.graph = recording.graph();
    this.ledger = recording.ledger();
    this.tasks = recording.tasks();
    this.values = recording.values();
    this.events = recording.events();
    this.reader = recording.reader();
    this.runFailure = recording.runFailure();
  }

  /** Graphs that ended, innermost first. */
  List<Task> ended() {
    return ended;
  }

  /**
   * Folds a task whose end is written.
   *
   * @param outputs what it made, or uses again
   */
  void fold(TrackedTask task, TaskValues outputs, Instant at) throws SQLException {
    TrackedTask child = task;
    TaskValues given = outputs;
    String parentId = child.identity.parentId();
    while (parentId != null) {
      TrackedTask parent = tasks.find(parentId).orElseThrow();
      if (child.givesOutputs()) {
        values.surface(graph, child, given, parent);
      }
      parent.counters = Folding.childEnded(parent.counters, child.state);
      if (child.state == TaskState.FAILED && parent.failure == null) {
        parent.failure = child.failure;
      }
      tasks.touch(parent);
      if (!parent.counters.isComplete()) {
        return;
      }
      given = end(parent, at);
      child = parent;
      parentId = child.identity.parentId();
    }
    endRun(child, at);
  }

  /** Ends a complete graph; answers its outputs. */
  TaskValues end(TrackedTask parent, Instant at) throws SQLException {
    parent.endAsGraph(at);
    tasks.touch(parent);
    events.entered(parent, at);
    return announce(parent);
  }

  /** Adds an ended graph, which may have been written as such, to the answer. */
  TaskValues announce(TrackedTask parent) throws SQLException {
    values.flush();
    tasks.flush();
    Task whole = reader.find(session, parent.identity.id()).orElseThrow();
    ended.add(whole);
    return whole.outputs();
  }

  /**
   * Tells again what the end of a task led to, for a caller who did not hear the answer: the graphs
   * around it that have ended.
   */
  void repeat(TrackedTask task) throws SQLException {
    TrackedTask child = task;
    while (child.state.isTerminal()) {
      String parentId = child.identity.parentId();
      if (parentId == null) {
        reachesRoot = true;
        return;
      }
      child = tasks.find(parentId).orElseThrow();
      String id = parentId;
      if (child.state.isTerminal() && ended.stream().noneMatch(graph -> graph.id().equals(id))) {
        announce(child);
      }
    }
  }

  /** Whether the run has ended with, or before, what was folded. */
  boolean reachesRoot() {
    return reachesRoot;
  }

  private void endRun(TrackedTask root, Instant at) throws SQLException {
    reachesRoot = true;
    if (ledger.state() == RunState.CANCELING) {
      ledger.enter(RunState.FAILED, at, cancelled());
    } else if (root.state == TaskState.FAILED) {
      ledger.enter(RunState.FAILED, at, firstFailure(root));
    } else {
      ledger.enter(RunState.SUCCEEDED, at, null);
    }
  }

  private static TaskFailure cancelled() {
    return new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");
  }

  private @Nullable TaskFailure firstFailure(TrackedTask root) throws SQLException {
    TaskFailure first = runFailure.first(session, ledger.runId());
    return first == null ? root.failure : first;
  }
}
