package io.pitwheel.task;

/** A succeeded task that another one may be compared with, and what it was then. */
public record EarlierTask(String runId, String taskId, CacheFingerprint fingerprint) {}
