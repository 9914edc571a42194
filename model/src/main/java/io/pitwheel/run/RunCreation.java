package io.pitwheel.run;

import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a run.
 *
 * @param id given by the client as its idempotency key, or fresh
 * @param rootTaskId fresh
 * @param pipelineVersionId null when the specification came with the request
 * @param specificationId the digest under which the specification is kept
 * @param parameters complete: defaults filled in, JSON null for optional ones that are not given
 * @param pipelineRoot as asked for; empty for the default
 * @param requestDigest tells a repeated request from another one with the same id
 * @param createdAt in milliseconds, as it is kept, and so is the next
 * @param scheduledAt equal to {@code createdAt} for a run that nobody scheduled
 * @param recurringRunId whose schedule made it; null for none
 */
public record RunCreation(
    String id,
    String rootTaskId,
    String displayName,
    String description,
    String namespace,
    String experimentId,
    @Nullable String pipelineId,
    @Nullable String pipelineVersionId,
    String specificationId,
    String pipelineName,
    Map<String, JsonValue> parameters,
    String pipelineRoot,
    String serviceAccount,
    RunOptions options,
    String requestDigest,
    Instant createdAt,
    Instant scheduledAt,
    @Nullable String recurringRunId) {
  public RunCreation {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    scheduledAt = scheduledAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The folder of everything that belongs to the run.
   *
   * @param artifactRoot where outputs go when a run says nothing else
   */
  public String folder(String artifactRoot) {
    String root =
        pipelineRoot.isEmpty()
            ? NamespaceFolder.of(artifactRoot, namespace)
            : pipelineRoot.replaceAll("/+$", "");
    return String.join("/", root, pipelineName, id);
  }

  /** The same with other parameters. */
  public RunCreation withParameters(Map<String, JsonValue> others) {
    return new RunCreation(
        id,
        rootTaskId,
        displayName,
        description,
        namespace,
        experimentId,
        pipelineId,
        pipelineVersionId,
        specificationId,
        pipelineName,
        others,
        pipelineRoot,
        serviceAccount,
        options,
        requestDigest,
        createdAt,
        scheduledAt,
        recurringRunId);
  }
}
