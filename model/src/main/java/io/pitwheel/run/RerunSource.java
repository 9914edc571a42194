package io.pitwheel.run;

/**
 * Which run another one repeats, and from where on.
 *
 * @param from a task as people write it, such as {@code for-loop-1/train[0]}
 */
public record RerunSource(String runId, String from) {}
