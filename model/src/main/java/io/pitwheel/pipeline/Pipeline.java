package io.pitwheel.pipeline;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A named series of pipeline versions; {@code name} is unique in its namespace. */
public record Pipeline(
    String id,
    String name,
    String displayName,
    String description,
    String namespace,
    Map<String, String> tags,
    Instant createdAt) {
  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 128;

  public Pipeline {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
