package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.parameter;
import static io.pitwheel.testing.store.report.ReportFixture.refusal;
import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.RETRIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.run.RunState;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.TaskPod;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.StoreContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that launchers elsewhere tell of, each from a pod of its own. */
public abstract class ReportedAttemptContract extends StoreContract {
  private static final TaskPod DRIVER = new TaskPod("driver", "d", TaskPod.Kind.DRIVER);
  private static final TaskPod FIRST = new TaskPod("first", "1", TaskPod.Kind.EXECUTOR);
  private static final TaskPod SECOND = new TaskPod("second", "2", TaskPod.Kind.EXECUTOR);
  private static final TaskPod THIRD = new TaskPod("third", "3", TaskPod.Kind.EXECUTOR);

  private static TaskReport from(TaskReport report, TaskPod... pods) {
    return new TaskReport(
        report.scopePath(),
        report.parentId(),
        report.displayName(),
        report.state(),
        report.fingerprint(),
        report.iterationCount(),
        Arrays.asList(pods),
        report.message(),
        report.properties(),
        report.inputs(),
        report.outputs(),
        report.endedAt(),
        report.at());
  }

  private static TaskReport said(TaskState state, TaskPod... pods) {
    return from(report(state), pods);
  }

  private List<TaskAttempt> attempts(String taskId) {
    return ports().tasks().attempts(taskId);
  }

  @Test
  void takesAFailureForThatOfTheAttemptUntilNoneIsLeft() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String make = run.create("make", run.root(), said(TaskState.RUNNING, DRIVER));
    run.update(make, said(TaskState.RUNNING, DRIVER, FIRST));

    run.update(make, said(TaskState.FAILED, DRIVER, FIRST));
    assertThat(run.stateOf(make)).isEqualTo(TaskState.RUNNING);
    run.update(make, said(TaskState.RUNNING, DRIVER, FIRST, SECOND));
    run.update(make, said(TaskState.FAILED, DRIVER, FIRST, SECOND));
    run.update(make, said(TaskState.RUNNING, DRIVER, FIRST, SECOND, THIRD));
    assertThat(run.run().state()).isEqualTo(RunState.RUNNING);
    run.update(make, said(TaskState.FAILED, DRIVER, FIRST, SECOND, THIRD));

    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(run.states()).containsEntry("inner[]", TaskState.SKIPPED);
    assertThat(run.view(make).pods()).containsExactly(DRIVER, FIRST, SECOND, THIRD);
    assertThat(attempts(make)).extracting(TaskAttempt::number).containsExactly(1, 2, 3);
    assertThat(attempts(make))
        .allSatisfy(attempt -> assertThat(String.valueOf(attempt.failure())).contains("it broke"));
  }

  @Test
  void countsAFailureOnceHoweverOftenItIsTold() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String make = run.create("make", run.root(), said(TaskState.RUNNING, DRIVER));
    run.update(make, said(TaskState.RUNNING, DRIVER, FIRST));
    for (int i = 0; i < 4; i++) {
      run.update(make, said(TaskState.FAILED, DRIVER, FIRST));
    }
    run.update(make, said(TaskState.RUNNING, DRIVER, FIRST, SECOND));
    run.update(make, said(TaskState.FAILED, DRIVER, FIRST));

    assertThat(run.view(make).task().attempt()).isEqualTo(2);
    assertThat(run.view(make).pods()).containsExactly(DRIVER, FIRST, SECOND);
    assertThat(run.view(make).attempts()).isEqualTo(attempts(make)).hasSize(2);
    assertThat(ports().taskViews().ofRun(run.runId()))
        .filteredOn(view -> !view.attempts().isEmpty())
        .containsExactly(run.view(make));
    assertThat(run.listed(make)).isEqualTo(run.view(make));
    assertThat(run.stateOf(make)).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void givesOnlyWhatTheLastAttemptMade() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String make = run.create("make", run.root(), said(TaskState.RUNNING, DRIVER));
    run.createArtifacts(run.made(make, "data", "half"), run.made(make, "executor-logs", "log"));
    run.update(make, from(report(TaskState.FAILED, parameter("count", "1")), DRIVER, FIRST));

    assertThat(run.view(make).values()).extracting(TaskValue::key).containsExactly("executor-logs");
    assertThat(run.view(make).message()).isEmpty();
    run.createArtifacts(run.made(make, "data", "whole"));
    run.update(make, from(report(TaskState.SUCCEEDED, parameter("count", "2")), DRIVER, SECOND));

    assertThat(ports().tasks().find(make).orElseThrow().outputs().artifacts().get("data"))
        .extracting(io.pitwheel.artifact.Artifact::name)
        .containsExactly("whole");
    assertThat(run.stateOf(make)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(
            refusal(() -> {
              run.update(make, said(TaskState.FAILED, DRIVER, SECOND));
              return make;
            }))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void endsAnAttemptWhosePodWasReplacedWithoutAWord() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String root = run.root();
    run.update(run.create("make", root, report(TaskState.RUNNING)), report(TaskState.SUCCEEDED));
    String inner = run.create("inner", root, report(TaskState.RUNNING));
    String use = run.create("inner/use", inner, report(TaskState.RUNNING));
    run.update(use, said(TaskState.RUNNING, FIRST));

    run.update(use, said(TaskState.RUNNING, FIRST, SECOND));
    assertThat(String.valueOf(attempts(use).getFirst().failure())).contains("first", "no end");
    assertThat(
            refusal(() -> {
              run.update(use, said(TaskState.SUCCEEDED, FIRST));
              return use;
            }))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    run.update(use, said(TaskState.RUNNING, FIRST));
    assertThat(run.view(use).pods()).containsExactly(FIRST, SECOND);
    run.update(use, said(TaskState.FAILED, FIRST, SECOND));

    assertThat(run.stateOf(use)).isEqualTo(TaskState.FAILED);
    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(ports().events().readAfter(run.runId(), 0, 100))
        .extracting(RunEvent::kind)
        .contains(RunEvent.TASK_ATTEMPT, RunEvent.LATE_WRITE);
  }

  @Test
  void takesAFailureBeforeAnyPodForThatOfTheDriver() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String make = run.create("make", run.root(), said(TaskState.RUNNING, DRIVER));

    run.update(make, said(TaskState.FAILED, DRIVER));

    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void givesUpWhatWaitsForAnAttemptThatWillNotCome() {
    ReportFixture run = ReportFixture.create(ports(), RETRIED);
    String make = run.create("make", run.root(), said(TaskState.RUNNING, DRIVER, FIRST));
    ports().taskReports().giveUp(run.runId(), RETRIED, RunFixture.START);
    assertThat(run.stateOf(make)).isEqualTo(TaskState.RUNNING);
    run.update(make, said(TaskState.FAILED, DRIVER, FIRST));

    assertThat(run.settle()).isTrue();

    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(String.valueOf(run.run().failure())).contains("it broke");
    assertThat(attempts(make)).hasSize(1);
    assertThat(run.view(make).task().attempt()).isEqualTo(1);
  }
}
