package io.pitwheel.conformance.durability;

import io.pitwheel.run.RunLead;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskStore;
import io.pitwheel.testing.engine.ForwardingTaskStore;
import java.util.List;

/** The real store with a point before and after every commit. */
final class DyingTaskStore extends ForwardingTaskStore {
  private final Countdown countdown;

  DyingTaskStore(TaskStore store, Countdown countdown) {
    super(store);
    this.countdown = countdown;
  }

  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    countdown.cross();
    RecordedChanges recorded = store().record(runId, graph, changes);
    countdown.cross();
    return recorded;
  }

  @Override
  public TaskStore ledBy(RunLead lead) {
    return new DyingTaskStore(store().ledBy(lead), countdown);
  }
}
