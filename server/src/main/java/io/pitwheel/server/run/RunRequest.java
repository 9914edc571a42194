package io.pitwheel.server.run;

import io.pitwheel.run.RunOptions;
import io.pitwheel.server.specification.IdentifiedSpecification;
import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, checked as far as that needs nothing that is kept.
 *
 * @param runId the client's idempotency key; empty for none
 * @param experimentId empty for the default one
 * @param parameters as given
 * @param scheduledAt when a client says that the run was to be made; null for no wish
 * @param digest equal for equal requests
 */
public record RunRequest(
    String runId,
    String displayName,
    String description,
    String experimentId,
    Source source,
    Map<String, JsonValue> parameters,
    String pipelineRoot,
    String serviceAccount,
    RunOptions options,
    @Nullable Instant scheduledAt,
    String digest) {
  public RunRequest {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Where the pipeline comes from. */
  public sealed interface Source {
    /** It came with the request. */
    record Inline(IdentifiedSpecification pipeline) implements Source {}

    /** It came with an earlier request and is kept. */
    record Stored(String specificationId) implements Source {}

    /**
     * It is kept.
     *
     * @param pipelineId empty when only the version is named
     * @param versionId empty for the newest one
     */
    record Kept(String pipelineId, String versionId) implements Source {}
  }
}
