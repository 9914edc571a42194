package io.pitwheel.pipeline;

import java.time.Instant;

/** A named series of pipeline versions; {@code name} is unique in its namespace. */
public record Pipeline(
    String id,
    String name,
    String displayName,
    String description,
    String namespace,
    Instant createdAt) {
  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 128;
}
