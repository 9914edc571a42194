package io.pitwheel.engine.argo.driving;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLead;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskStore;
import io.pitwheel.testing.engine.ForwardingTaskStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks whose database does not answer for so many calls, with a disk that was full. */
final class AwayTaskStore extends ForwardingTaskStore {
  private final AtomicInteger refusals;

  AwayTaskStore(TaskStore store, AtomicInteger refusals) {
    super(store);
    this.refusals = refusals;
  }

  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    refuse();
    return store().record(runId, graph, changes);
  }

  @Override
  public TaskStore ledBy(RunLead lead) {
    return new AwayTaskStore(store().ledBy(lead), refusals);
  }

  private void refuse() {
    if (refusals.getAndDecrement() > 0) {
      throw new PipelinesException(
          refusals.get() % 2 == 0 ? ErrorCode.UNAVAILABLE : ErrorCode.RESOURCE_EXHAUSTED,
          "the database of this test");
    }
  }
}
