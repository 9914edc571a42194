package io.pitwheel.substitution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run when it is made.
 *
 * @param now when it is made
 * @param scheduledAt when it was to be made; null for a run that nobody scheduled
 * @param index its place among the runs of its recurring run, from 1; null for any other run
 */
public record RunMoment(
    String runId, Instant now, @Nullable Instant scheduledAt, @Nullable Long index) {}
