package io.pitwheel.specification;

/** An output of a task inside a graph. */
public record OutputSelector(String producerTask, String outputKey) {}
