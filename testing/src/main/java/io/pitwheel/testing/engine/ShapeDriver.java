package io.pitwheel.testing.engine;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.IterationItems.OfParameters;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonList;

/** Decides by the shape of the graph alone: no inputs, conditions that say true or false. */
public final class ShapeDriver implements Driver {
  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    TaskSpecification task = context.node().requireTask();
    if (task.condition().equals("false")) {
      return new SkipTask(TaskValues.NONE, SkipReason.CONDITION_FALSE);
    }
    if (task.iterator() instanceof RawItems raw) {
      return new IterateTask(
          TaskValues.NONE, new OfParameters(((JsonList) JsonReader.read(raw.json())).values()));
    }
    if (context.node().component() instanceof ContainerComponent container) {
      return new LaunchTask(TaskValues.NONE, container.executor(), null, "no cache in this test");
    }
    return new EnterDag(TaskValues.NONE);
  }
}
