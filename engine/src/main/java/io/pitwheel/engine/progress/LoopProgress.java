package io.pitwheel.engine.progress;

import io.pitwheel.driver.IterationItems;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;
import java.util.BitSet;

/** One loop under way: which iterations were opened, and how many more may be open at once. */
public final class LoopProgress {
  private final TaskNode node;
  private final String rowId;
  private final IterationVector iteration;
  private final TaskValues inputs;
  private final IterationItems items;
  private final BitSet opened = new BitSet();
  private int openIterations;
  private boolean isQueued;

  /**
   * @param iteration of the loop's own row
   * @param inputs of the loop; each iteration sees them with its item added
   */
  public LoopProgress(
      TaskNode node,
      String rowId,
      IterationVector iteration,
      TaskValues inputs,
      IterationItems items) {
    this.node = node;
    this.rowId = rowId;
    this.iteration = iteration;
    this.inputs = inputs;
    this.items = items;
  }

  TaskNode node() {
    return node;
  }

  String rowId() {
    return rowId;
  }

  IterationVector iteration() {
    return iteration;
  }

  boolean mayOpenAnother() {
    int limit = node.requireTask().parallelismLimit();
    return opened.nextClearBit(0) < items.count() && (limit == 0 || openIterations < limit);
  }

  /** Whether it may wait in the queue of ready work; it stands there at most once. */
  boolean enterQueue() {
    boolean enters = !isQueued && mayOpenAnother();
    isQueued = isQueued || enters;
    return enters;
  }

  void leaveQueue() {
    isQueued = false;
  }

  int openNext() {
    int next = opened.nextClearBit(0);
    open(next);
    return next;
  }

  void open(int index) {
    opened.set(index);
    openIterations++;
  }

  void iterationEnded() {
    openIterations--;
  }

  TaskValues inputsOf(int index) {
    TaskIterator iterator = node.requireTask().iterator();
    return iterator == null ? inputs : items.bindOne(inputs, iterator.itemInput(), index);
  }
}
