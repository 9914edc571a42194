package io.pitwheel.engine.situation;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.platform.RunLimits;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunState;
import io.pitwheel.value.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a run is ended whatever it does.
 *
 * @param reason for people
 */
public record RunDeadline(Instant at, String reason) {
  /**
   * The earlier of what the user allowed the run, counted from its creation, and what its pipeline
   * allows any run, counted from when it began: a queue is no part of the pipeline. A retried run
   * gets its whole time again.
   */
  public static Optional<RunDeadline> of(Run run, RunLimits limits) {
    Duration asked = run.creation().options().timeout();
    Duration written = limits.deadline();
    RunDeadline ofUser =
        asked == null
            ? null
            : new RunDeadline(
                last(run, RunState.PENDING).plus(asked),
                "the run took longer than its timeout of " + DurationWords.of(asked));
    RunDeadline ofPipeline =
        written == null
            ? null
            : new RunDeadline(
                last(run, RunState.RUNNING).plus(written),
                "the run took longer than the %s that its pipeline allows (activeDeadlineSeconds)"
                    .formatted(DurationWords.of(written)));
    if (ofUser == null || ofPipeline == null) {
      return Optional.ofNullable(ofUser == null ? ofPipeline : ofUser);
    }
    return Optional.of(ofPipeline.at().isBefore(ofUser.at()) ? ofPipeline : ofUser);
  }

  /** Not negative: a run that is taken up after its deadline ends at once. */
  public Duration leftAt(Instant now) {
    Duration left = Duration.between(now, at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** How the run ends then. */
  public TaskFailure failure() {
    return new TaskFailure(ErrorCode.DEADLINE_EXCEEDED, reason, "");
  }

  private static Instant last(Run run, RunState state) {
    return run.history().reversed().stream()
        .filter(change -> change.state() == state)
        .map(StateChange::at)
        .findFirst()
        .orElse(run.creation().createdAt());
  }
}
