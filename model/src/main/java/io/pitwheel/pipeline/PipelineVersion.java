package io.pitwheel.pipeline;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One compiled pipeline under a name; {@code name} is unique in its pipeline.
 *
 * @param packageUrl where it was fetched from; empty when it came with the request
 * @param codeSourceUrl where a user says its source is; empty for nowhere
 */
public record PipelineVersion(
    String id,
    String pipelineId,
    String name,
    String displayName,
    String description,
    String specificationId,
    String packageUrl,
    String codeSourceUrl,
    Map<String, String> tags,
    Instant createdAt) {
  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 127;

  public PipelineVersion {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
