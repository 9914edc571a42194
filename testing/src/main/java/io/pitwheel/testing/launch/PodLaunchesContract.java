package io.pitwheel.testing.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.task.TaskValues;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link PodLaunches} promises, for a task with key {@code 1} that has had no pod. */
public interface PodLaunchesContract {
  /** Of a task that succeeded without outputs. */
  LaunchResult SUCCESS = new Succeeded(TaskValues.NONE, List.of());

  /** That of the run. */
  PodLaunches launches();

  /** The id of the run that the task is in. */
  String runId();

  @Test
  default void tellsAPodTheSameHoweverOftenItAsks() {
    LaunchAnswer told = launches().begin(runId(), "1", 1);

    assertThat(told).isInstanceOf(Begin.class);
    assertThat(launches().begin(runId(), "1", 1)).isEqualTo(told);
    assertThat(launches().find(runId(), "1", 1)).isEqualTo(told);
  }

  @Test
  default void takesTheSameEndTwiceAndHasNothingToRunThen() {
    var _ = launches().begin(runId(), "1", 1);

    launches().end(runId(), "1", 1, SUCCESS);
    launches().end(runId(), "1", 1, SUCCESS);

    assertThat(launches().find(runId(), "1", 1)).isInstanceOf(NothingToRun.class);
    assertThat(launches().begin(runId(), "1", 1)).isInstanceOf(NothingToRun.class);
  }

  @Test
  default void refusesAnEndThatContradictsTheFirst() {
    launches().end(runId(), "1", 1, SUCCESS);
    var failure = new Failed(new TaskFailure(ErrorCode.UNKNOWN, "late", ""), 1, false, List.of());

    assertRefused(() -> launches().end(runId(), "1", 1, failure), ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  default void refusesWhatIsNoKeyAndNoNumberOfAPod() {
    assertRefused(() -> launches().begin(runId(), "../1", 1), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches().begin(runId(), "1", 0), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches().find(runId(), "", 1), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches().end(runId(), "1", -1, SUCCESS), ErrorCode.INVALID_ARGUMENT);
    assertThat(launches().find(runId(), "7", 1)).isInstanceOf(NothingToRun.class);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
