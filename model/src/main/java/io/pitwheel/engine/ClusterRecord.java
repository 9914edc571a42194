package io.pitwheel.engine;

import io.pitwheel.value.JsonValue;

/**
 * One thing that a cluster has of a run.
 *
 * @param name kind and name, such as {@code pods/train-1}
 * @param content an object or a list as its API describes it; a text for a log
 */
public record ClusterRecord(String name, JsonValue content) {}
