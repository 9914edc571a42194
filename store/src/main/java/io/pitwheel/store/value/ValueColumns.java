package io.pitwheel.store.value;

/** Numbers with a meaning in the tables of values. */
public final class ValueColumns {
  /** The side of inputs. */
  public static final int IN = 0;

  /** The side of outputs. */
  public static final int OUT = 1;

  /** The iteration of a value that belongs to the task as a whole. */
  public static final int NO_ITERATION = -1;

  /** The position of the row that says that a list is there and empty. */
  public static final int EMPTY_LIST = -1;

  private ValueColumns() {}
}
