package io.pitwheel.platform;

/**
 * A variable filled from what the platform knows of the running task.
 *
 * @param field such as {@code metadata.name} or {@code metadata.labels['team']}
 */
public record FieldVariable(String variable, String field) {}
