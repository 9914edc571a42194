package io.pitwheel.experiment;

import java.time.Instant;

/** A named place for runs. {@code lastRunCreatedAt} is the epoch when there was none. */
public record Experiment(
    String id,
    String displayName,
    String description,
    String namespace,
    boolean isArchived,
    Instant createdAt,
    Instant lastRunCreatedAt) {
  /** The experiment of runs that name none. */
  public static final String DEFAULT_NAME = "Default";

  /** The longest display name, in characters. */
  public static final int MAX_NAME_LENGTH = 128;
}
