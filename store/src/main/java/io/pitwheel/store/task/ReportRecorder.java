package io.pitwheel.store.task;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.TaskEvents.Contradiction;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what is said of tasks from elsewhere, inside one transaction, with the run locked.
 * States change by way of the {@link TaskRecorder}.
 */
final class ReportRecorder {
  private final Recording recording;
  private final TaskRecorder recorder;
  private final ReportStatements statements;
  private final ReportedValues values;
  private final ReportedEnds ends;
  private final ReportedAttempts attempts;
  private final RunTasks runTasks;
  private final Identifiers identifiers;
  private final Session session;
  private final TaskGraph graph;
  private final RunLedger ledger;

  ReportRecorder(
      Recording recording,
      TaskRecorder recorder,
      ReportStatements statements,
      RunTasks runTasks,
      Identifiers identifiers) {
    this.recording = recording;
    this.recorder = recorder;
    this.statements = statements;
    this.values = new ReportedValues(recording, statements);
    this.ends = new ReportedEnds(recording, recorder, statements, identifiers);
    this.attempts = new ReportedAttempts(recording, recorder, statements);
    this.runTasks = runTasks;
    this.identifiers = identifiers;
    this.session = recording.session();
    this.graph = recording.graph();
    this.ledger = recording.ledger();
  }

  static void requireDrivenElsewhere(RunLedger ledger, String tried) {
    if (!ledger.isDrivenElsewhere()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "%s: run %s is driven by a server's own engine (expected: a run that was created to be driven elsewhere)"
              .formatted(tried, ledger.runId()));
    }
  }

  /** The id of the row that stands; empty when it comes too late, which is kept as an event. */
  String create(TaskCreation creation) throws SQLException {
    TaskNode node = graph.node(creation.index());
    begin(creation.report().at());
    if (node.isRoot()) {
      return ledger.rootTaskId();
    }
    TrackedTask parent = requireParent(creation, node);
    IterationVector vector = vectorOf(creation, node, parent);
    Optional<TrackedTask> standing = standing(node, vector);
    if (standing.isPresent() && standing.get().state != TaskState.UNSPECIFIED) {
      return standing.get().identity.id();
    }
    requireDrivenElsewhere(ledger, "creating task " + node.path().slashed());
    if (node.requireTask().strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED) {
      attempts.giveUpBefore(node, vector, ends, creation.report().at());
    }
    String id =
        standing
            .map(row -> row.identity.id())
            .orElseGet(() -> creation.taskId().isEmpty() ? identifiers.next() : creation.taskId());
    int attempt = standing.map(row -> row.attempt + 1).orElse(1);
    boolean isChosen = standing.isEmpty() && !creation.taskId().isEmpty();
    if (isChosen) {
      requireFree(id, node);
    }
    var builder = new ReportedRow(graph, node, creation, ends.reused(creation.report()));
    Task row =
        builder.row(
            id,
            new io.pitwheel.task.TaskReference(ledger.runId(), node.path(), vector),
            parent.identity.id(),
            attempt);
    boolean isTooLate = parent.state.isTerminal();
    recorder.decide(
        row,
        fingerprint(creation.report()),
        ReportedNotes.of(creation.report()),
        standing.isEmpty() && !isChosen);
    if (isTooLate) {
      return "";
    }
    values.merge(node, id, ValueColumns.IN, creation.report().inputs());
    if (!row.type().isFolded() && !row.state().isTerminal()) {
      values.merge(node, id, ValueColumns.OUT, creation.report().outputs());
    }
    ends.skipDependentsOf(row);
    return id;
  }

  /** Ends tasks of which another attempt was awaited that will not come. */
  void giveUp(Instant at) throws SQLException {
    attempts.giveUp(ends, at);
    recording.tasks().flush();
  }

  /** The first task begins the run, as an engine would. */
  void begin(Instant at) throws SQLException {
    if (ledger.state() != RunState.PENDING || !ledger.isDrivenElsewhere()) {
      return;
    }
    ledger.enter(RunState.RUNNING, at, null);
    if (runTasks.beginRoot(session, ledger, graph.root().children().size(), at)) {
      ledger.enter(RunState.SUCCEEDED, at, null);
    }
  }

  private TrackedTask requireParent(TaskCreation creation, TaskNode node) throws SQLException {
    TaskNode around = graph.parentOf(node);
    String parentId = creation.parentId();
    Optional<TrackedTask> parent =
        parentId == null
            ? around.loopDepth() == 0 && !around.isLoop()
                ? standing(around, IterationVector.NONE)
                : Optional.empty()
            : recording.tasks().find(parentId);
    return parent
        .filter(row -> row.identity.runId().equals(ledger.runId()))
        .filter(row -> row.identity.index() == around.index())
        .orElseThrow(() ->
            PipelinesException.invalid(
                "task.parent_task_id",
                "creating task %s of run %s: parent %s (expected: the id of the run's task %s)"
                    .formatted(
                        node.path().slashed(),
                        ledger.runId(),
                        parentId == null ? "not given" : parentId,
                        around.path().dotted())));
  }

  private static IterationVector vectorOf(
      TaskCreation creation, TaskNode node, TrackedTask parent) {
    if (!parent.isLoop()) {
      return parent.identity.iteration();
    }
    Integer index = creation.iterationIndex();
    if (index == null || index < 0 || index >= parent.identity.iterationCount()) {
      throw PipelinesException.invalid(
          "task.type_attributes.iteration_index",
          "creating task %s: iteration %s (expected: 0 to %d, of the loop around it)"
              .formatted(
                  node.path().slashed(),
                  index == null ? "not given" : index,
                  parent.identity.iterationCount() - 1));
    }
    return parent.identity.iteration().inside(index);
  }

  private Optional<TrackedTask> standing(TaskNode node, IterationVector vector)
      throws SQLException {
    List<TrackedTask> rows =
        session.query(
            statements.trackPlace, TrackedTask::read, ledger.runId(), node.index(), vector.text());
    rows.forEach(recording.tasks()::add);
    return rows.stream().findFirst();
  }

  private void requireFree(String id, TaskNode node) throws SQLException {
    if (recording.tasks().find(id).isPresent()) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "creating task %s: another task has the id %s (expected: a fresh id, or none)"
              .formatted(node.path().slashed(), id));
    }
  }

  private static @Nullable CacheFingerprint fingerprint(TaskReport report) {
    return report.fingerprint().isEmpty()
        ? null
        : new CacheFingerprint(CacheFingerprint.REPORTED, report.fingerprint(), "{}");
  }

  /** All of the reports, or none when one contradicts what has ended. */
  void update(Map<String, TaskReport> reports) throws SQLException {
    boolean isTooLate = false;
    for (var entry : reports.entrySet()) {
      TrackedTask task = recorder.require(entry.getKey());
      requireFitting(task, entry.getValue());
      if (contradicts(task, entry.getValue())) {
        isTooLate = true;
        refuse(task, entry.getValue());
      }
    }
    if (isTooLate) {
      return;
    }
    for (var entry : reports.entrySet()) {
      apply(recorder.require(entry.getKey()), entry.getValue());
    }
  }

  private void requireFitting(TrackedTask task, TaskReport report) {
    TaskNode node = recorder.node(task);
    requireSame("task.scope_path", report.scopePath(), node.path().dotted(), node);
    String parentId = task.identity.parentId();
    requireSame("task.parent_task_id", report.parentId(), parentId == null ? "" : parentId, node);
    if (task.identity.type().isFolded()) {
      var declared = node.requireDag().declared().outputParameters().keySet();
      var given = node.requireDag().outputs().parameters().keySet();
      for (ReportedParameter parameter : report.outputs()) {
        if (!declared.contains(parameter.key()) && !given.contains(parameter.key())) {
          throw PipelinesException.invalid(
              "task.outputs.parameters.parameter_key",
              "updating task %s: output %s (expected: one of %s, which it gives)"
                  .formatted(node.path().slashed(), parameter.key(), given));
        }
      }
    }
    Integer count = report.iterationCount();
    if (count != null && task.isLoop() && count != task.identity.iterationCount()) {
      throw PipelinesException.invalid(
          "task.type_attributes.iteration_count",
          "updating task %s: %d iterations (expected: %d, as it was created)"
              .formatted(node.path().slashed(), count, task.identity.iterationCount()));
    }
  }

  private static void requireSame(String field, String told, String standing, TaskNode node) {
    if (!told.isEmpty() && !told.equals(standing)) {
      throw PipelinesException.invalid(
          field,
          "updating task %s: %s %s (expected: %s, where it stands, or nothing)"
              .formatted(node.path().slashed(), field, told, standing));
    }
  }

  /** The state of a graph is folded: what is said of it is a hint, and its outputs are too. */
  private boolean contradicts(TrackedTask task, TaskReport report) throws SQLException {
    if (task.identity.type().isFolded()) {
      if (!ledger.isDrivenElsewhere() && isMoreThanAHint(report)) {
        requireDrivenElsewhere(ledger, "updating task " + task.identity.path().slashed());
      }
      return false;
    }
    if (task.state == TaskState.RUNNING) {
      requireDrivenElsewhere(ledger, "updating task " + task.identity.path().slashed());
      return attempts.comesTooLate(task, report);
    }
    TaskNode node = recorder.node(task);
    String id = task.identity.id();
    boolean isSame =
        (report.state() == TaskState.UNSPECIFIED || report.state() == task.state)
            && values.hold(node, id, ValueColumns.IN, report.inputs())
            && values.hold(node, id, ValueColumns.OUT, report.outputs());
    return !isSame;
  }

  private static boolean isMoreThanAHint(TaskReport report) {
    return report.pods() != null || report.message() != null || !report.inputs().isEmpty();
  }

  private void refuse(TrackedTask task, TaskReport report) {
    boolean isOfState = report.state() != TaskState.UNSPECIFIED && report.state() != task.state;
    String standing =
        task.state == TaskState.RUNNING
            ? "RUNNING in attempt %d, after the one that says so".formatted(task.attempt)
            : task.state.name();
    recorder.refuse(
        task,
        new Contradiction(
            isOfState ? report.state() : task.state,
            task.attempt,
            isOfState
                ? "it is %s".formatted(standing)
                : "it is %s with other values".formatted(standing)),
        report.at());
  }

  private void apply(TrackedTask task, TaskReport report) throws SQLException {
    if (task.state != TaskState.RUNNING || !attempts.hear(task, report)) {
      return;
    }
    TaskNode node = recorder.node(task);
    String id = task.identity.id();
    if (!node.isRoot()) {
      values.merge(node, id, ValueColumns.IN, report.inputs());
    }
    if (!task.identity.type().isFolded()) {
      values.merge(node, id, ValueColumns.OUT, report.outputs());
    }
    TrackedTask noted = note(task, report);
    if (noted.identity.type().isFolded()) {
      ends.hint(noted, report);
    } else if (attempts.isFollowed(noted, report)) {
      attempts.end(noted, report);
    } else if (report.state().isTerminal()) {
      ends.end(noted, report);
    }
  }

  private record KnownNotes(String displayName, String text) {}

  private TrackedTask note(TrackedTask task, TaskReport report) throws SQLException {
    boolean isSilent =
        report.displayName().isEmpty()
            && report.fingerprint().isEmpty()
            && report.pods() == null
            && report.message() == null
            && report.properties() == null;
    if (isSilent) {
      return task;
    }
    var identity = task.identity;
    KnownNotes known =
        session
            .query(
                statements.readNotes, row -> new KnownNotes(row.text(), row.text()), identity.id())
            .getFirst();
    boolean hasFingerprint = !report.fingerprint().isEmpty();
    session.executeLater(
        statements.writeNotes,
        report.displayName().isEmpty() ? known.displayName() : report.displayName(),
        ReportedNotes.merged(known.text(), report),
        hasFingerprint ? CacheFingerprint.REPORTED : identity.fingerprintAlgorithm(),
        hasFingerprint ? report.fingerprint() : identity.fingerprintValue(),
        identity.id());
    if (!hasFingerprint) {
      return task;
    }
    // A graph that was folded in this call is not written yet.
    recording.tasks().flush();
    recording.tasks().forget(identity.id());
    return recorder.require(identity.id());
  }
}
