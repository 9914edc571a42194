package io.pitwheel.engine.argo.agent;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The agent of all Workflows that this server leads. Those of others are left alone, whatever they
 * ask.
 */
public final class TaskSetAgent implements AutoCloseable {
  private final TaskSets taskSets;
  private final DriverCalls driver;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Place, TaskSetConversation> conversations = new ConcurrentHashMap<>();

  private record Place(String namespace, String name) {}

  public TaskSetAgent(TaskSets taskSets, DriverCalls driver, Clock clock) {
    this.taskSets = taskSets;
    this.driver = driver;
    this.clock = clock;
  }

  /** From now on the Workflow at this place is answered; before it is made. */
  public void answerFor(String namespace, String workflow, String runId) {
    conversations.computeIfAbsent(
        new Place(namespace, workflow),
        _ -> new TaskSetConversation(runId, taskSets, driver, clock, closed));
  }

  /** The Workflow has ended, or is led by another server. */
  public void leave(String namespace, String workflow) {
    conversations.remove(new Place(namespace, workflow));
  }

  /** Takes notice of a task set, of whomever it is. Returns at once. */
  public void see(TaskSetView view) {
    TaskSetConversation known = conversations.get(new Place(view.namespace(), view.name()));
    if (known != null) {
      known.see(view);
    }
  }

  /** Nothing is written from now on. */
  @Override
  public void close() {
    closed.countDown();
    conversations.clear();
  }
}
