package io.pitwheel.store.task;

/** Numbers with a meaning in the tables of values. */
final class ValueColumns {
  static final int IN = 0;
  static final int OUT = 1;

  /** The iteration of a value that belongs to the task as a whole. */
  static final int NO_ITERATION = -1;

  /** The position of the row that says that a list is there and empty. */
  static final int EMPTY_LIST = -1;

  private ValueColumns() {}
}
