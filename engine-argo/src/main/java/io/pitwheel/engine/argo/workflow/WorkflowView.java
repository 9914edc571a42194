package io.pitwheel.engine.argo.workflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Workflow as it was at one moment, as far as its run is concerned.
 *
 * @param runId whose it is
 * @param phase Argo's word for how far it is; empty while Argo has not looked at it
 * @param message what Argo says besides; may be empty
 * @param trouble why Argo could not put a question to the driver: it goes on no more then, and may
 *     not end by itself either; empty for none
 * @param finishedAt since when nothing of it runs any more; null while something does
 * @param isBeingDeleted whether somebody asked for it to go
 * @param isHeld whether our finalizer holds it; a Workflow of somebody else's never is
 * @param failedPods of all tasks so far
 * @param openPods that have not ended
 */
public record WorkflowView(
    String namespace,
    String name,
    String runId,
    String phase,
    String message,
    String trouble,
    @Nullable Instant finishedAt,
    boolean isBeingDeleted,
    boolean isHeld,
    List<FailedPod> failedPods,
    List<OpenPod> openPods) {
  public WorkflowView {
    failedPods = List.copyOf(failedPods);
    openPods = List.copyOf(openPods);
  }

  /** Whether nothing of it runs any more. */
  public boolean isFinished() {
    return finishedAt != null;
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

  /**
   * A pod of a task that has not ended.
   *
   * @param node as of a {@link FailedPod}; key and attempt likewise
   * @param isWaiting whether the cluster names something it waits for, or nothing yet
   * @param words the cluster's own: the reason of a wait with its message, empty while there is
   *     none; else how far the pod is
   */
  public record OpenPod(String node, String key, int attempt, boolean isWaiting, String words) {
    /** The words of a pod whose command has begun. */
    public static final String RUNNING = "Running";

    /** Whether it has not begun and nothing is named that it waits for. */
    public boolean isSilent() {
      return isWaiting ? words.isEmpty() : !words.equals(RUNNING);
    }
  }
}
