package io.pitwheel.store.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.SightingColumn;
import io.pitwheel.store.task.TaskEvents.Contradiction;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.ArtifactImported;
import io.pitwheel.task.TaskChange.AttemptBegun;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskChange.PodSeen;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskChange.TaskNoted;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTransitions;
import io.pitwheel.task.TaskValues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies the changes of one call inside one transaction, with the run locked. */
final class TaskRecorder {
  private final Recording recording;
  private final Session session;
  private final RunLedger ledger;
  private final TaskStatements statements;
  private final TrackedTasks tasks;
  private final GraphFold fold;
  private final ImportedArtifacts imports;
  private final List<Task> settled = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private @Nullable PipelinesException contradiction;

  TaskRecorder(Recording recording) {
    this.recording = recording;
    this.session = recording.session();
    this.ledger = recording.ledger();
    this.statements = recording.statements();
    this.tasks = recording.tasks();
    this.fold = new GraphFold(recording);
    this.imports = new ImportedArtifacts(session, statements, ledger.namespace());
  }

  /**
   * What the call led to.
   *
   * @param contradiction to be thrown after the commit: the event of a late write must survive
   */
  record Outcome(RecordedChanges changes, @Nullable PipelinesException contradiction) {}

  /** A write that came too late. */
  record Refusal(String taskId, Contradiction late, Instant at) {}

  Outcome record(List<TaskChange> changes) throws SQLException {
    for (TaskChange change : changes) {
      switch (change) {
        case TaskDecided decided ->
            decide(decided.task(), decided.fingerprint(), ReportedNotes.NOTHING, false);
        case ArtifactImported imported -> takeImport(imported);
        case TaskEnded ended -> end(ended);
        case AttemptBegun begun ->
            session.executeLater(
                statements.beginAttempt,
                begun.at().toEpochMilli(),
                begun.taskId(),
                begun.attempt());
        case AttemptEnded ended -> endAttempt(ended);
        case TaskNoted noted -> note(noted);
        case PodSeen seen -> see(seen);
      }
    }
    return finish();
  }

  /** Writes what was gathered; what all of it led to. Called once, at the end. */
  Outcome finish() throws SQLException {
    recording.values().flush();
    tasks.flush();
    ledger.flush();
    RunState ended = fold.reachesRoot() ? ledger.state() : null;
    return new Outcome(new RecordedChanges(settled, fold.ended(), ended), contradiction);
  }

  /** Tasks that changes are about, or whose graph they are in. */
  static Set<String> touchedBy(List<TaskChange> changes) {
    var ids = new LinkedHashSet<String>();
    for (TaskChange change : changes) {
      switch (change) {
        case TaskDecided decided -> ids.add(parentOf(decided.task()));
        case ArtifactImported imported -> ids.add(parentOf(imported.task()));
        case TaskEnded ended -> ids.add(ended.taskId());
        case AttemptBegun begun -> ids.add(begun.taskId());
        case AttemptEnded ended -> ids.add(ended.taskId());
        case TaskNoted noted -> ids.add(noted.taskId());
        case PodSeen seen -> ids.add(seen.taskId());
      }
    }
    return ids;
  }

  private static String parentOf(Task task) {
    String parentId = task.parentId();
    if (parentId == null) {
      throw new IllegalStateException("task " + task.id() + " has no parent (expected: one)");
    }
    return parentId;
  }

  private void takeImport(ArtifactImported imported) throws SQLException {
    decide(imports.settle(imported), null, ReportedNotes.NOTHING, false);
    recording.values().flush();
    recording.reader().find(session, imported.task().id()).ifPresent(settled::add);
  }

  /**
   * Writes the row of a decided task, unless it stands, and folds it when it has ended.
   *
   * @param reported the column of that name
   * @param isNew whether it is known that there is no such row
   */
  void decide(Task task, @Nullable CacheFingerprint fingerprint, String reported, boolean isNew)
      throws SQLException {
    TrackedTask parent = require(parentOf(task));
    if (parent.state != TaskState.RUNNING) {
      decideTooLate(task, parent);
      return;
    }
    var tracked = TaskRows.track(task, fingerprint);
    tracked.reported = reported;
    boolean isEmptyGraph =
        task.type().isFolded() && !tracked.state.isTerminal() && task.counters().expected() == 0;
    if (isEmptyGraph) {
      tracked.endAsGraph(task.createdAt());
    }
    @Nullable Object[] row =
        TaskRows.values(recording, task, tracked, fingerprint, ledger.nextTaskOrdinal());
    if (isNew) {
      session.changeOneLater(statements.insert, row);
      ledger.addTask();
    } else if (session.insertUnlessThere(statements.insert, row)) {
      ledger.addTask();
    } else if (!decideAgain(task, row)) {
      repeatDecided(task);
      return;
    }
    tasks.add(tracked);
    writeDecided(task, tracked);
    recording.events().entered(tracked, task.createdAt());
    if (tracked.state.isTerminal()) {
      Instant at = tracked.endedAt == null ? task.createdAt() : tracked.endedAt;
      TaskValues outputs = isEmptyGraph ? fold.announce(tracked) : task.outputs();
      fold.fold(tracked, outputs, at);
    }
  }

  /** Overwrites a row that a retry of the run took back; answers whether there was one. */
  private boolean decideAgain(Task task, @Nullable Object[] row) throws SQLException {
    Optional<TrackedTask> known = tasks.find(task.id());
    if (known.isEmpty() || known.get().state != TaskState.UNSPECIFIED) {
      return false;
    }
    return session.execute(statements.decideAgain, TaskRows.again(row)) > 0;
  }

  private void writeDecided(Task task, TrackedTask tracked) throws SQLException {
    TaskNode node = node(tracked);
    recording.values().inputs(recording.graph(), node, task.id(), task.inputs());
    if (tracked.state.hasOutputs()) {
      recording.values().outputs(node, task.id(), task.outputs(), task.createdAt());
    }
    if (tracked.state == TaskState.RUNNING && !task.type().isFolded()) {
      session.executeLater(
          statements.insertAttempt,
          TaskRows.attempt(ledger, task.id(), tracked.attempt, task.createdAt()));
    }
  }

  /** Answers whether the task is there; then what it led to is told again. */
  private boolean repeatDecided(Task task) throws SQLException {
    List<String> ids =
        session.query(
            statements.hasIdentity,
            row -> row.text(),
            ledger.runId(),
            task.index(),
            task.reference().iteration().text());
    for (String id : ids) {
      TrackedTask known = require(id);
      if (known.state.isTerminal() && !task.state().isTerminal() && task.type().isFolded()) {
        fold.announce(known);
      }
      fold.repeat(known);
    }
    return !ids.isEmpty();
  }

  private void decideTooLate(Task task, TrackedTask parent) throws SQLException {
    if (repeatDecided(task)) {
      return;
    }
    if (!parent.state.isTerminal()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "writing task %s of run %s: the graph around it is %s (expected: RUNNING; begin the run first)"
              .formatted(task.reference().path().slashed(), ledger.runId(), parent.state));
    }
    refuse(
        TaskRows.track(task, null),
        new Contradiction(
            task.state(),
            task.attempt(),
            "the graph around it has ended %s".formatted(parent.state)),
        task.createdAt());
  }

  private void end(TaskEnded ended) throws SQLException {
    TrackedTask task = require(ended.taskId());
    if (task.identity.type().isFolded()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "ending task %s of run %s: it is a %s, which ends with the tasks inside it (expected: a leaf)"
              .formatted(ended.taskId(), ledger.runId(), task.identity.type()));
    }
    boolean isCurrent = task.state == TaskState.RUNNING && task.attempt == ended.attempt();
    if (isCurrent && TaskTransitions.allows(task.state, ended.state())) {
      applyEnd(task, ended);
    } else if (saysTheSame(task, ended)) {
      fold.repeat(task);
    } else {
      refuse(
          task,
          new Contradiction(
              ended.state(),
              ended.attempt(),
              "it is %s in attempt %d".formatted(task.state, task.attempt)),
          ended.at());
    }
  }

  private boolean saysTheSame(TrackedTask task, TaskEnded ended) throws SQLException {
    if (task.state != ended.state()) {
      return false;
    }
    if (!ended.state().hasOutputs()) {
      return true;
    }
    recording.values().flush();
    TaskValues stored =
        recording.reader().find(session, task.identity.id()).orElseThrow().outputs();
    return stored.equals(ended.outputs());
  }

  private void applyEnd(TrackedTask task, TaskEnded ended) throws SQLException {
    if (ended.state().hasOutputs()) {
      recording.values().outputs(node(task), ended.taskId(), ended.outputs(), ended.at());
    }
    endWritten(task, ended);
  }

  /** Ends a task under way whose outputs are written, or gathered to be. */
  void endWritten(TrackedTask task, TaskEnded ended) throws SQLException {
    TaskFailure failure = ended.failure();
    task.state = ended.state();
    task.failure = failure;
    task.endedAt = ended.at();
    addWarnings(task, ended.warnings());
    session.changeOneLater(statements.end, TaskRows.end(task, TaskState.RUNNING, ended.attempt()));
    session.executeLater(
        statements.closeAttempt,
        TaskRows.closedAttempt(
            ended.taskId(),
            ended.attempt(),
            new TaskRows.AttemptEnd(ended.at(), ended.exitCode(), failure, true)));
    if (ended.state() == TaskState.SUCCEEDED && task.identity.fingerprintValue() != null) {
      session.executeLater(
          statements.insertCacheEntry, TaskRows.cacheEntry(ledger, task, node(task), ended.at()));
    }
    recording.events().entered(task, ended.at());
    fold.fold(task, ended.outputs(), ended.at());
  }

  /** Ends an attempt that another follows. */
  void endAttempt(AttemptEnded ended) throws SQLException {
    TrackedTask task = require(ended.taskId());
    if (task.state == TaskState.RUNNING && task.attempt == ended.attempt()) {
      applyAttemptEnd(task, ended);
    } else if (session
        .query(statements.isAttemptClosed, row -> row.integer(), ended.taskId(), ended.attempt())
        .isEmpty()) {
      refuse(
          task,
          new Contradiction(
              TaskState.RUNNING,
              ended.attempt(),
              "it is %s in attempt %d".formatted(task.state, task.attempt)),
          ended.at());
    }
  }

  private void applyAttemptEnd(TrackedTask task, AttemptEnded ended) throws SQLException {
    session.executeLater(
        statements.closeAttempt,
        TaskRows.closedAttempt(
            ended.taskId(),
            ended.attempt(),
            new TaskRows.AttemptEnd(
                ended.at(), ended.exitCode(), ended.failure(), ended.countsAsRetry())));
    recording.events().attemptEnded(task, ended.attempt(), ended.failure(), ended.at());
    task.attempt = ended.attempt() + 1;
    session.executeLater(statements.changeAttempt, task.attempt, ended.taskId());
    session.executeLater(
        statements.insertAttempt,
        TaskRows.attempt(ledger, ended.taskId(), task.attempt, ended.at()));
  }

  private void note(TaskNoted noted) throws SQLException {
    TrackedTask task = require(noted.taskId());
    addWarnings(task, noted.warnings());
    session.executeLater(statements.note, noted.systemLogUri(), task.warnings, noted.taskId());
  }

  /** What its pod waits for is shown as words on the state of the task. */
  private void see(PodSeen seen) throws SQLException {
    TrackedTask task = require(seen.taskId());
    if (task.state == TaskState.RUNNING && task.attempt == seen.attempt()) {
      session.executeLater(
          statements.see, SightingColumn.write(seen.sightings()), seen.taskId(), seen.attempt());
      PodSighting last = seen.sightings().getLast();
      session.executeLater(
          statements.describe,
          ReportedNotes.ofMessage(last.isWaiting() ? TaskEvents.sentence(task, last) : ""),
          seen.taskId());
      recording.events().podSeen(task, last);
    }
  }

  private static void addWarnings(TrackedTask task, List<String> more) {
    if (!more.isEmpty()) {
      var warnings = new LinkedHashSet<>(JsonColumns.texts(task.warnings));
      warnings.addAll(more);
      task.warnings = JsonColumns.write(List.copyOf(warnings));
    }
  }

  /** Keeps a write that comes too late as an event, and lets the call fail. */
  void refuse(TrackedTask task, Contradiction late, Instant at) {
    recording.events().cameLate(task, late, at);
    refusals.add(new Refusal(task.identity.id(), late, at));
    if (contradiction == null) {
      contradiction =
          new PipelinesException(
              ErrorCode.FAILED_PRECONDITION,
              "recording %s for attempt %d of task %s of run %s: %s (expected: a task under way)"
                  .formatted(
                      late.asked(),
                      late.attempt(),
                      task.identity.path().slashed(),
                      ledger.runId(),
                      late.message()));
    }
  }

  /**
   * A task of the run.
   *
   * @throws PipelinesException NOT_FOUND
   */
  TrackedTask require(String taskId) throws SQLException {
    return tasks
        .find(taskId)
        .filter(task -> task.identity.runId().equals(ledger.runId()))
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND,
                "recording changes of run %s: it has no task %s"
                    .formatted(ledger.runId(), taskId)));
  }

  /** What came too late so far. */
  List<Refusal> refusals() {
    return refusals;
  }

  GraphFold fold() {
    return fold;
  }

  TaskNode node(TrackedTask task) {
    return recording.graph().node(task.identity.index());
  }
}
