package io.pitwheel.task;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of one task.
 *
 * @param id lower-case UUID
 * @param index the number of {@link io.pitwheel.specification.TaskNode#index}
 * @param parentId null for the root
 * @param attempt from 1; 0 before the first
 * @param iterationCount of a loop; 0 for every other task
 * @param counters of a graph; all zero for a leaf
 * @param outputs of a finished task; of a loop the collected lists
 * @param decision what the driver decided and why, for people; empty when nothing was to decide
 * @param warnings what the user should know although it went on
 * @param systemLogUri where the lines of {@link io.pitwheel.systemlog.TaskNarration} are; empty for
 *     nowhere
 */
public record Task(
    String id,
    TaskReference reference,
    int index,
    String displayName,
    TaskType type,
    TaskState state,
    @Nullable SkipReason skipReason,
    @Nullable String parentId,
    int attempt,
    int iterationCount,
    TaskCounters counters,
    TaskValues inputs,
    TaskValues outputs,
    @Nullable TaskFailure failure,
    String decision,
    List<String> warnings,
    String systemLogUri,
    Instant createdAt,
    @Nullable Instant endedAt) {
  public Task {
    warnings = List.copyOf(warnings);
  }

  /**
   * Whether it is or was RUNNING: what was skipped, taken over or refused was written as ended and
   * never began. A leaf under way has an attempt, a graph expects the tasks inside it.
   */
  public boolean wasUnderWay() {
    return state == TaskState.RUNNING
        || (state.isTerminal() && (type.isFolded() ? counters.expected() > 0 : attempt > 0));
  }

  public Task withOutputs(TaskValues newOutputs) {
    return new Task(
        id,
        reference,
        index,
        displayName,
        type,
        state,
        skipReason,
        parentId,
        attempt,
        iterationCount,
        counters,
        inputs,
        newOutputs,
        failure,
        decision,
        warnings,
        systemLogUri,
        createdAt,
        endedAt);
  }
}
