package io.pitwheel.engine.progress;

import io.pitwheel.driver.ProducerState;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.Task;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task in one scope: waiting for others, under way, or ended. */
public final class TaskProgress {
  private final GraphScope scope;
  private final TaskNode node;
  private int waitingFor;
  private @Nullable ProducerState ended;
  private @Nullable Task earlierRow;

  TaskProgress(GraphScope scope, TaskNode node) {
    this.scope = scope;
    this.node = node;
    this.waitingFor = node.requireTask().dependencies().size();
  }

  public GraphScope scope() {
    return scope;
  }

  public TaskNode node() {
    return node;
  }

  public String key() {
    return node.path().lastKey();
  }

  /** How it ended; empty while it has not. */
  public Optional<ProducerState> ended() {
    return Optional.ofNullable(ended);
  }

  /** A retry of the run took its row back: it is decided again under the same id. */
  void decideAgain(Task row) {
    earlierRow = row;
  }

  /** The row that is decided again; empty for a task that is decided for the first time. */
  public Optional<Task> earlierRow() {
    return Optional.ofNullable(earlierRow);
  }

  boolean isReady() {
    return waitingFor == 0 && ended == null;
  }

  void dependencyEnded() {
    waitingFor--;
  }

  void end(ProducerState state) {
    ended = state;
  }
}
