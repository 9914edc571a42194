package io.pitwheel.engine.local;

import io.pitwheel.specification.RetryPolicy;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;

/** A task's retry policy: its own, else that of the nearest graph around it that has one. */
final class EffectiveRetryPolicy {
  private EffectiveRetryPolicy() {}

  static RetryPolicy of(TaskGraph graph, TaskNode node) {
    TaskNode current = node;
    while (!current.isRoot()) {
      RetryPolicy policy = current.requireTask().retryPolicy();
      if (policy.maxRetries() > 0) {
        return policy;
      }
      current = graph.parentOf(current);
    }
    return RetryPolicy.NONE;
  }
}
