package io.pitwheel.task;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try at a task.
 *
 * @param number from 1
 * @param countsAsRetry whether the user's retry policy paid for it
 */
public record TaskAttempt(
    int number,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable TaskFailure failure,
    boolean countsAsRetry) {}
