package io.pitwheel.taskreport;

import org.jspecify.annotations.Nullable;

/**
 * A use of an artifact by a task.
 *
 * @param id follows from where it stands; of one that is to be made empty
 * @param type in the words of KFP's {@code IOType}; of one that is to be made as told
 * @param producer key of the task that made the artifact; empty when that is not known
 * @param iteration of the loop that the producer ran in; null for none
 * @param key the input or output
 */
public record ArtifactLink(
    String id,
    String artifactId,
    String runId,
    String taskId,
    String type,
    String producer,
    @Nullable Integer iteration,
    String key) {}
