package io.pitwheel.driver.inputs;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;

/** The driven task in its graph. */
record TaskSurroundings(DrivingContext context) {
  TaskNode node() {
    return context.node();
  }

  TaskSpecification task() {
    return node().requireTask();
  }

  /** What the task's component takes. */
  ComponentInterface declared() {
    return node().component().declared();
  }

  /** What the graph that contains the task takes. */
  ComponentInterface enclosing() {
    return context.graph().parentOf(node()).component().declared();
  }

  /**
   * Whether the name is the one under which a loop binds its items: no input of the loop itself.
   */
  boolean isOwnItem(String name) {
    TaskIterator iterator = task().iterator();
    return iterator != null && iterator.itemInput().equals(name);
  }

  String parameterPath(String name) {
    return node().path().documentPath() + ".inputs.parameters." + name;
  }

  String artifactPath(String name) {
    return node().path().documentPath() + ".inputs.artifacts." + name;
  }
}
