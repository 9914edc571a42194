package io.pitwheel.driver;

/** Whether tasks of a run may use earlier outputs and leave theirs for others. */
public enum Caching {
  ON,
  /** The run asked for it. */
  OFF_FOR_RUN,
  /** A setting of the server says so; no run and no task can turn it on again. */
  OFF_EVERYWHERE
}
