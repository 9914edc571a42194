package io.pitwheel.driver;

import java.time.Instant;

/**
 * What a task may know of its run.
 *
 * @param resourceName unique name of what executes the run
 * @param pipelineRoot where outputs go, without a trailing slash
 * @param cacheDisabled true switches caching off for every task
 */
public record RunFacts(
    String runId,
    String displayName,
    String resourceName,
    String namespace,
    String pipelineName,
    String pipelineRoot,
    boolean cacheDisabled,
    Instant createdAt,
    Instant scheduledAt) {}
