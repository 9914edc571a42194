package io.pitwheel.taskreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ExecutorPods.Speaker;
import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorPodsTest {
  private static final TaskPod DRIVER = new TaskPod("driver", "d", TaskPod.Kind.DRIVER);
  private static final TaskPod FIRST = new TaskPod("first", "1", TaskPod.Kind.EXECUTOR);
  private static final TaskPod SECOND = new TaskPod("second", "2", TaskPod.Kind.EXECUTOR);

  private static TaskReport said(TaskState state, TaskPod... pods) {
    TaskReport failed = TaskReport.failed("", Instant.EPOCH);
    return new TaskReport(
        "",
        "",
        "",
        state,
        "",
        null,
        Arrays.asList(pods),
        failed.message(),
        null,
        List.of(),
        List.of(),
        null,
        Instant.EPOCH);
  }

  @Test
  void takesThePodsThatDriveForNoAttempt() {
    var pods = ExecutorPods.of(List.of(DRIVER), List.of());

    assertThat(pods.isExecuting(said(TaskState.FAILED, DRIVER))).isFalse();
    assertThat(pods.isExecuting(TaskReport.failed("", Instant.EPOCH))).isFalse();
    assertThat(pods.isExecuting(said(TaskState.FAILED, DRIVER, FIRST))).isTrue();
    assertThat(pods.isBetweenAttempts()).isFalse();
    assertThat(pods.speakerOf(said(TaskState.FAILED, DRIVER))).isEqualTo(Speaker.CURRENT);
  }

  @Test
  void knowsAnAttemptByItsPod() {
    var pods = ExecutorPods.of(List.of(DRIVER, FIRST, SECOND), List.of(FIRST));

    assertThat(pods.current()).containsExactly(SECOND);
    assertThat(pods.speakerOf(said(TaskState.RUNNING, FIRST, SECOND))).isEqualTo(Speaker.CURRENT);
    assertThat(pods.speakerOf(said(TaskState.RUNNING, FIRST))).isEqualTo(Speaker.EARLIER);
    assertThat(pods.speakerOf(said(TaskState.RUNNING, new TaskPod("third", "3", FIRST.kind()))))
        .isEqualTo(Speaker.NEXT);
    assertThat(pods.speakerOf(TaskReport.failed("", Instant.EPOCH))).isEqualTo(Speaker.CURRENT);
    assertThat(pods.replaced()).containsExactly(FIRST, SECOND);
  }

  @Test
  void takesAFailureBetweenTwoAttemptsForTheOneThatIsKnown() {
    var pods = ExecutorPods.of(List.of(DRIVER, FIRST), List.of(FIRST));

    assertThat(pods.isBetweenAttempts()).isTrue();
    assertThat(pods.speakerOf(said(TaskState.FAILED, DRIVER, FIRST))).isEqualTo(Speaker.EARLIER);
    assertThat(pods.speakerOf(TaskReport.failed("", Instant.EPOCH))).isEqualTo(Speaker.EARLIER);
    assertThat(pods.speakerOf(said(TaskState.SUCCEEDED, DRIVER, FIRST))).isEqualTo(Speaker.CURRENT);
    assertThat(pods.endedWith(said(TaskState.FAILED, FIRST, SECOND)))
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void changesParametersAndNothingElseOfAReport() {
    var told = new ReportedParameter("count", null, "OUTPUT", "make", JsonValue.of("3"));
    TaskReport report = TaskReport.failed("it broke", Instant.EPOCH);

    TaskReport changed =
        report.withParameters(List.of(), List.of(told.withValue(JsonValue.of("4"))));

    assertThat(changed.outputs())
        .containsExactly(new ReportedParameter("count", null, "OUTPUT", "make", JsonValue.of("4")));
    assertThat(changed.withParameters(List.of(), List.of())).isEqualTo(report);
    assertThat(changed.end()).isEqualTo(Instant.EPOCH);
  }
}
