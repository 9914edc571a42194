package io.pitwheel.driver;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.LargeValues;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything one decision depends on; equal contexts give equal decisions.
 *
 * @param taskId the id the task's row has or will have
 * @param scopeInputs inputs of the enclosing graph, the loop's item of this iteration among them
 * @param producers the finished tasks this one depends on, by key, in the same iteration
 * @param large brings spilled values among these; what it brings is fixed by their digests
 */
public record DrivingContext(
    RunFacts run,
    TaskGraph graph,
    TaskNode node,
    IterationVector iteration,
    String taskId,
    TaskValues scopeInputs,
    Map<String, ProducerState> producers,
    LargeValues large) {
  public DrivingContext {
    producers = java.util.Collections.unmodifiableMap(new TreeMap<>(producers));
  }
}
