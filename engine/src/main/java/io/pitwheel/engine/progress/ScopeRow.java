package io.pitwheel.engine.progress;

import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;

/**
 * What a pass through a graph is known by.
 *
 * @param node the root, a DAG task or a loop
 * @param rowId the task row every task of this scope has as its parent
 * @param iteration of the tasks inside
 */
record ScopeRow(TaskNode node, String rowId, IterationVector iteration) {}
