package io.pitwheel.driver;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import org.jspecify.annotations.Nullable;

/**
 * What a task may know of another task of its graph.
 *
 * @param outputs of a loop the collected lists, in the order of iterations
 */
public record ProducerState(
    String taskId,
    TaskState state,
    @Nullable SkipReason skipReason,
    TaskValues outputs,
    @Nullable TaskFailure failure) {}
