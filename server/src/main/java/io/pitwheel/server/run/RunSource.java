package io.pitwheel.server.run;

import org.jspecify.annotations.Nullable;

/**
 * A pipeline that is kept, and where from.
 *
 * @param pipelineId null when it came with the request
 * @param versionId null when it came with the request
 */
record RunSource(@Nullable String pipelineId, @Nullable String versionId, String specificationId) {}
