package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.task.PodSighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the driver what a run as a whole waits for, so that nobody has to guess: a cluster that is
 * not reached, a controller that does not look at its Workflow. For one thread, which it never
 * holds up.
 */
final class RunWaits {
  /** A controller that starts again with much to do is quicker, mostly. */
  private static final Duration SILENCE_PATIENCE = Duration.ofSeconds(15);

  private final String runId;
  private final RunDriving driving;
  private final Clock clock;
  private @Nullable Instant silentSince;
  private boolean isWaiting;

  RunWaits(String runId, RunDriving driving, Clock clock) {
    this.runId = runId;
    this.driving = driving;
    this.clock = clock;
  }

  /** What was tried failed, and is tried again. */
  void waitFor(String words) {
    isWaiting = true;
    tell(words);
  }

  /** What was tried succeeded. */
  void goOn(String words) {
    if (isWaiting) {
      isWaiting = false;
      tell(words);
    }
  }

  /** Says so when nobody has looked at a Workflow for some time; seen again and again. */
  void see(WorkflowView view) {
    if (!view.phase().isEmpty()) {
      silentSince = null;
      goOn("its Workflow is " + view.phase());
      return;
    }
    Instant now = clock.instant();
    Instant since = silentSince == null ? now : silentSince;
    silentSince = since;
    if (since.plus(SILENCE_PATIENCE).isBefore(now)) {
      waitFor(
          "no controller has looked at its Workflow %s/%s yet (expected: a workflow-controller of Argo that runs, and takes the instance id of kubernetes.instanceId)"
              .formatted(view.namespace(), view.name()));
    }
  }

  private void tell(String words) {
    var _ = driving.runSeen(runId, new PodSighting(clock.instant(), isWaiting, words));
  }
}
