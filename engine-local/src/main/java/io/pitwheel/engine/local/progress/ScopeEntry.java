package io.pitwheel.engine.local.progress;

import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;

/**
 * With what a graph is gone into.
 *
 * @param rowId the task row every task of the scope has as its parent
 * @param iteration of the tasks inside
 * @param inputs what they see as inputs of their graph
 */
record ScopeEntry(String rowId, IterationVector iteration, TaskValues inputs) {}
