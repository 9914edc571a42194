package io.pitwheel.run;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of one run.
 *
 * @param creation what was asked for; never changes
 * @param isArchived whether pages of daily use leave it out
 * @param isBeingDeleted whether it is gone for everybody but the engine that stops it
 * @param failure null unless FAILED or CANCELING
 * @param history every state it was in, first to last
 * @param taskCount rows of tasks without the root; 0 until it is running
 */
public record Run(
    RunCreation creation,
    RunState state,
    boolean isArchived,
    boolean isBeingDeleted,
    @Nullable TaskFailure failure,
    List<StateChange> history,
    int taskCount,
    @Nullable Instant finishedAt) {
  /** One state and since when. */
  public record StateChange(RunState state, Instant at) {}

  public Run {
    history = List.copyOf(history);
  }

  public String id() {
    return creation.id();
  }
}
