package io.pitwheel.task;

import io.pitwheel.specification.ScopePath;

/** What makes a task the task it is: its run, its place in the graph, and its iterations. */
public record TaskReference(String runId, ScopePath path, IterationVector iteration) {}
