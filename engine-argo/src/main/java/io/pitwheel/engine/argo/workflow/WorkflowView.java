package io.pitwheel.engine.argo.workflow;

import java.util.List;

/**
 * A Workflow as it was at one moment, as far as its run is concerned.
 *
 * @param runId whose it is
 * @param phase Argo's word for how far it is; empty while Argo has not looked at it
 * @param message what Argo says besides; may be empty
 * @param trouble why Argo could not put a question to the driver: it goes on no more then, and may
 *     not end by itself either; empty for none
 * @param isFinished whether nothing of it runs any more
 * @param isBeingDeleted whether somebody asked for it to go
 * @param failedPods of all tasks so far
 */
public record WorkflowView(
    String namespace,
    String name,
    String runId,
    String phase,
    String message,
    String trouble,
    boolean isFinished,
    boolean isBeingDeleted,
    List<FailedPod> failedPods) {
  public WorkflowView {
    failedPods = List.copyOf(failedPods);
  }

  /**
   * A pod of a task that Argo holds for failed.
   *
   * @param node Argo's id of it
   * @param key which task it ran, as {@link DriverKey} writes it
   * @param attempt which pod of the task in this Workflow, from 1
   * @param message why; may be empty
   */
  public record FailedPod(String node, String key, int attempt, String message) {}
}
