package io.pitwheel.task;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try at a task.
 *
 * @param number from 1
 * @param startedAt when it began to run; until that is known when it was decided
 * @param countsAsRetry whether the user's retry policy paid for it
 * @param sightings what its pod waited for, in order; empty when nothing is known
 */
public record TaskAttempt(
    int number,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable TaskFailure failure,
    boolean countsAsRetry,
    List<PodSighting> sightings) {
  public TaskAttempt {
    sightings = List.copyOf(sightings);
  }
}
