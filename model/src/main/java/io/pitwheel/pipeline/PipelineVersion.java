package io.pitwheel.pipeline;

import java.time.Instant;

/** One compiled pipeline under a name; {@code name} is unique in its pipeline. */
public record PipelineVersion(
    String id,
    String pipelineId,
    String name,
    String displayName,
    String description,
    String specificationId,
    Instant createdAt) {
  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 127;
}
