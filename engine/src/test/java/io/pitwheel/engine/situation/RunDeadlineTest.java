package io.pitwheel.engine.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.platform.RunLimits;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.RunState;
import io.pitwheel.testing.engine.EngineRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunDeadlineTest {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:01:00Z");

  @Test
  void isAbsentWhenNobodySaysAnything() {
    assertThat(RunDeadline.of(run(null), RunLimits.NONE)).isEmpty();
  }

  @Test
  void countsThePipelinesFromTheBeginningAndTheUsersFromTheCreation() {
    assertThat(RunDeadline.of(run(null), limit(Duration.ofMinutes(5))))
        .hasValueSatisfying(
            deadline -> assertThat(deadline.at()).isEqualTo(Instant.parse("2026-01-01T00:06:00Z")));
    assertThat(RunDeadline.of(run(Duration.ofMinutes(5)), RunLimits.NONE))
        .hasValueSatisfying(
            deadline -> assertThat(deadline.at()).isEqualTo(Instant.parse("2026-01-01T00:05:00Z")));
  }

  @Test
  void isTheEarlierOfTheTwo() {
    assertThat(RunDeadline.of(run(Duration.ofMinutes(5)), limit(Duration.ofHours(1))))
        .hasValueSatisfying(deadline -> assertThat(deadline.reason()).contains("its timeout"));
    assertThat(RunDeadline.of(run(Duration.ofHours(5)), limit(Duration.ofHours(1))))
        .hasValueSatisfying(deadline -> {
          assertThat(deadline.reason()).contains("activeDeadlineSeconds");
          assertThat(deadline.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        });
  }

  @Test
  void leavesNothingAfterItHasPassed() {
    var deadline = new RunDeadline(CREATED, "");

    assertThat(deadline.leftAt(CREATED.minusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(deadline.leftAt(CREATED.plusSeconds(3))).isEqualTo(Duration.ZERO);
  }

  private static RunLimits limit(Duration deadline) {
    return new RunLimits(deadline, null, null, null);
  }

  private static Run run(@Nullable Duration timeout) {
    var creation =
        EngineRuns.creation(
            "run", "pipe", new RunOptions(false, "auto", 0, Map.of(), "", timeout), CREATED);
    return new Run(
        creation,
        RunState.RUNNING,
        false,
        false,
        null,
        List.of(
            new StateChange(RunState.PENDING, CREATED), new StateChange(RunState.RUNNING, BEGUN)),
        0,
        null);
  }
}
