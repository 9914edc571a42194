package io.pitwheel.task;

/** A succeeded task whose outputs may be used again. */
public record CachedTask(String runId, String taskId, TaskValues outputs) {}
