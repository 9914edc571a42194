package io.pitwheel.specification;

/** When a task may start. */
public enum TriggerStrategy {
  /** When every task it depends on has succeeded. */
  ALL_UPSTREAM_TASKS_SUCCEEDED,
  /** When every task it depends on has ended, however it ended. */
  ALL_UPSTREAM_TASKS_COMPLETED
}
