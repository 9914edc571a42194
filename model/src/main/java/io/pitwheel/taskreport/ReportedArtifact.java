package io.pitwheel.taskreport;

import io.pitwheel.artifact.KeptArtifact;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that a task made.
 *
 * @param artifact under a fresh id
 * @param key the output it was made as
 * @param iterationIndex of the loop right around the task, as told; null for none
 * @param reusesExisting whether an equal one that a task made known before takes its place
 */
public record ReportedArtifact(
    KeptArtifact artifact,
    String runId,
    String taskId,
    String key,
    @Nullable Integer iterationIndex,
    boolean reusesExisting) {}
