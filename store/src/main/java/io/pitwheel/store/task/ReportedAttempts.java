package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;
import static io.pitwheel.store.schema.Tables.TASK_PARAMETERS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ExecutorPods;
import io.pitwheel.taskreport.ExecutorPods.Speaker;
import io.pitwheel.taskreport.TaskPod;
import io.pitwheel.taskreport.TaskReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the attempts at a task apart whose pipeline has it tried again when it fails. Launchers
 * elsewhere share one row: each tells the end of its own attempt, and only the last one's failure
 * is that of the task.
 */
final class ReportedAttempts {
  private final Recording recording;
  private final TaskRecorder recorder;
  private final ReportStatements statements;
  private final Session session;
  private final TaskGraph graph;

  ReportedAttempts(Recording recording, TaskRecorder recorder, ReportStatements statements) {
    this.recording = recording;
    this.recorder = recorder;
    this.statements = statements;
    this.session = recording.session();
    this.graph = recording.graph();
  }

  private int mostRetries(TrackedTask task) {
    return task.identity.type().isFolded()
        ? 0
        : graph.retryPolicyOf(recorder.node(task)).maxRetries();
  }

  /** Whether an attempt that is over tells another end while the next one is under way. */
  boolean comesTooLate(TrackedTask task, TaskReport report) throws SQLException {
    return mostRetries(task) > 0
        && report.state().isTerminal()
        && report.state() != TaskState.FAILED
        && executors(task).speakerOf(report) == Speaker.EARLIER;
  }

  /**
   * Learns from a report which attempt is under way.
   *
   * @return false for what an attempt says that is over, which changes nothing
   */
  boolean hear(TrackedTask task, TaskReport report) throws SQLException {
    if (mostRetries(task) == 0) {
      return true;
    }
    ExecutorPods pods = executors(task);
    return switch (pods.speakerOf(report)) {
      case EARLIER -> false;
      case CURRENT -> true;
      case NEXT -> {
        var lost =
            new TaskFailure(
                ErrorCode.UNAVAILABLE,
                "another pod took the place of %s, which told no end"
                    .formatted(pods.current().getFirst().name()),
                task.identity.path().documentPath());
        end(task, pods.replaced(), lost, report.at());
        yield true;
      }
    };
  }

  /** Whether a report ends an attempt and not the task. Its driver's failure ends the task. */
  boolean isFollowed(TrackedTask task, TaskReport report) throws SQLException {
    int mostRetries = mostRetries(task);
    return report.state() == TaskState.FAILED
        && mostRetries > 0
        && executors(task).isExecuting(report)
        && retriesUsed(task) < mostRetries;
  }

  /** Ends the attempt under way: what it gave is not the task's. */
  void end(TrackedTask task, TaskReport report) throws SQLException {
    end(task, executors(task).endedWith(report), ReportedRow.failure(report), report.end());
  }

  private void end(TrackedTask task, List<TaskPod> ended, TaskFailure failure, Instant at)
      throws SQLException {
    String id = task.identity.id();
    recorder.endAttempt(new AttemptEnded(id, task.attempt, failure, null, true, at));
    session
        .sql()
        .update(TASKS)
        .set(TASKS.REPORTED, ReportedNotes.withEnded(column(task), ended))
        .where(TASKS.TASK_ID.eq(id))
        .execute();
    forgetOutputs(task);
  }

  /** But for what the component does not declare, such as the log of each attempt. */
  private void forgetOutputs(TrackedTask task) {
    short out = (short) ValueColumns.OUT;
    String id = task.identity.id();
    session
        .sql()
        .deleteFrom(TASK_PARAMETERS)
        .where(TASK_PARAMETERS.TASK_ID.eq(id))
        .and(TASK_PARAMETERS.DIRECTION.eq(out))
        .execute();
    session
        .sql()
        .deleteFrom(ARTIFACT_TASKS)
        .where(ARTIFACT_TASKS.TASK_ID.eq(id))
        .and(ARTIFACT_TASKS.DIRECTION.eq(out))
        .and(
            ARTIFACT_TASKS.ARTIFACT_KEY.in(
                recorder.node(task).component().declared().outputArtifacts().keySet()))
        .execute();
  }

  private ExecutorPods executors(TrackedTask task) throws SQLException {
    return ReportedNotes.read(column(task)).executors();
  }

  private String column(TrackedTask task) throws SQLException {
    return session
        .query(
            statements.readNotes,
            row -> {
              row.text();
              return row.text();
            },
            task.identity.id())
        .getFirst();
  }

  private int retriesUsed(TrackedTask task) {
    return session
        .sql()
        .fetchCount(
            TASK_ATTEMPTS,
            TASK_ATTEMPTS
                .TASK_ID
                .eq(task.identity.id())
                .and(TASK_ATTEMPTS.ENDED_AT.isNotNull())
                .and(TASK_ATTEMPTS.COUNTS_AS_RETRY.isTrue()));
  }

  /** Ends whatever is between two attempts, when nothing more will come of the run. */
  void giveUp(ReportedEnds ends, Instant at) throws SQLException {
    giveUp(ends, _ -> true, at);
  }

  /** Ends what a task waited for that begins once all of that is over, however it ended. */
  void giveUpBefore(TaskNode node, IterationVector vector, ReportedEnds ends, Instant at)
      throws SQLException {
    var dependencies = node.requireTask().dependencies();
    giveUp(
        ends,
        row -> {
          TaskNode before = siblingAround(row, node);
          List<Integer> indices = row.identity.iteration().indices();
          return before != null
              && dependencies.contains(before.path().lastKey())
              && indices.size() >= vector.indices().size()
              && indices.subList(0, vector.indices().size()).equals(vector.indices());
        },
        at);
  }

  private @Nullable TaskNode siblingAround(TrackedTask row, TaskNode node) {
    TaskNode current = recorder.node(row);
    while (!current.isRoot() && current.parentIndex() != node.parentIndex()) {
      current = graph.parentOf(current);
    }
    return current.isRoot() ? null : current;
  }

  private void giveUp(ReportedEnds ends, Predicate<TrackedTask> isMeant, Instant at)
      throws SQLException {
    List<TrackedTask> rows =
        session.query(statements.trackRun, TrackedTask::read, recording.ledger().runId());
    for (TrackedTask row : rows) {
      boolean mayWait = row.state == TaskState.RUNNING && row.attempt > 1 && mostRetries(row) > 0;
      if (mayWait && isMeant.test(row) && executors(row).isBetweenAttempts()) {
        giveUp(recorder.require(row.identity.id()), ends, at);
      }
    }
  }

  /** The attempt that was waited for never was. */
  private void giveUp(TrackedTask task, ReportedEnds ends, Instant at) throws SQLException {
    String id = task.identity.id();
    session
        .sql()
        .deleteFrom(TASK_ATTEMPTS)
        .where(TASK_ATTEMPTS.TASK_ID.eq(id))
        .and(TASK_ATTEMPTS.ATTEMPT.eq(task.attempt))
        .execute();
    task.attempt--;
    session.executeLater(recording.statements().changeAttempt, task.attempt, id);
    String message =
        session
            .sql()
            .select(TASK_ATTEMPTS.FAILURE_MESSAGE)
            .from(TASK_ATTEMPTS)
            .where(TASK_ATTEMPTS.TASK_ID.eq(id))
            .and(TASK_ATTEMPTS.ATTEMPT.eq(task.attempt))
            .fetchOne(TASK_ATTEMPTS.FAILURE_MESSAGE);
    ends.end(task, TaskReport.failed(message == null ? "" : message, at));
  }
}
