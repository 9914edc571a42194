package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.WorkflowView.FailedPod;
import io.pitwheel.engine.argo.workflow.WorkflowView.OpenPod;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.PodSighting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Tells the driver of the pods of one Workflow: why they wait, that they wait no more, and that
 * they failed. What was told is not told again. For one thread.
 */
final class PodTelling {
  private static final Logger LOGGER = System.getLogger(PodTelling.class.getName());

  private final String runId;
  private final RunDriving driving;
  private final Consumer<String> ending;
  private final Clock clock;
  private final Set<String> failed = new HashSet<>();
  private final Map<String, OpenPod> open = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> givenUp = new HashSet<>();

  /**
   * @param ending ends a pod that never begins, by Argo's id of it; throws what the cluster says
   */
  PodTelling(String runId, RunDriving driving, Consumer<String> ending, Clock clock) {
    this.runId = runId;
    this.driving = driving;
    this.ending = ending;
    this.clock = clock;
  }

  /** Tells what is new; throws what the driver has to say. */
  void tell(WorkflowView view) {
    for (FailedPod pod : view.failedPods()) {
      if (!failed.contains(pod.node())) {
        tell(pod);
        failed.add(pod.node());
      }
    }
    for (OpenPod pod : view.openPods()) {
      if (!pod.equals(open.get(pod.node()))) {
        tell(pod);
        open.put(pod.node(), pod);
      }
    }
    open.keySet().retainAll(view.openPods().stream().map(OpenPod::node).toList());
    waiting.retainAll(open.keySet());
  }

  /** Whether there are pods of which Argo does not say what they wait for. */
  boolean hasSilentPods() {
    return open.values().stream().anyMatch(OpenPod::isSilent);
  }

  /**
   * Tells what such pods wait for, or that they wait no more.
   *
   * @param reasons by node
   */
  void tellSilent(Map<String, String> reasons) {
    for (OpenPod pod : open.values()) {
      String words = reasons.get(pod.node());
      if (pod.isSilent() && words != null) {
        tellIfNew(new OpenPod(pod.node(), pod.key(), pod.attempt(), true, words));
      } else if (pod.isSilent() && !pod.isWaiting()) {
        tellIfNew(pod);
      }
    }
  }

  /** Another Workflow follows. */
  void clear() {
    failed.clear();
    open.clear();
    waiting.clear();
    givenUp.clear();
  }

  private void tell(FailedPod pod) {
    var failure =
        new TaskFailure(PodFailures.codeOf(pod.message()), PodFailures.words(pod.message()), "");
    insist(
        pod.key(), key -> driving.attemptLost(runId, key, pod.attempt(), failure), pod.toString());
  }

  private void tell(OpenPod pod) {
    // One that is seen for the first time may have waited while another server led the run.
    boolean mayHaveWaited = !open.containsKey(pod.node()) && !pod.isWaiting();
    if (mayHaveWaited) {
      waiting.add(pod.node());
    }
    // What is silent may wait still: a look tells.
    if (!mayHaveWaited || !pod.isSilent()) {
      tellIfNew(pod);
    }
  }

  private void tellIfNew(OpenPod pod) {
    boolean isNews = pod.isWaiting() ? !pod.words().isEmpty() : waiting.contains(pod.node());
    if (isNews) {
      var sighting = new PodSighting(clock.instant(), pod.isWaiting(), pod.words());
      insist(
          pod.key(), key -> driving.podSeen(runId, key, pod.attempt(), sighting), pod.toString());
      if (pod.isWaiting()) {
        waiting.add(pod.node());
        giveUpIfDoomed(pod);
      } else {
        waiting.remove(pod.node());
      }
    }
  }

  /** What can never begin is no pod to wait for: it is ended, and its task with it. */
  private void giveUpIfDoomed(OpenPod pod) {
    if (!PodFailures.isDoomed(pod.words()) || givenUp.contains(pod.node())) {
      return;
    }
    try {
      ending.accept(pod.node());
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        throw exception;
      }
      LOGGER.log(
          Level.WARNING, "run {0} waits for what never begins: {1}", runId, exception.getMessage());
      return;
    }
    var failure = new TaskFailure(PodFailures.DOOMED, PodFailures.doom(pod.words()), "");
    insist(
        pod.key(), key -> driving.attemptLost(runId, key, pod.attempt(), failure), pod.toString());
    givenUp.add(pod.node());
  }

  private interface Call {
    CompletableFuture<Void> begin(DriverKey key);
  }

  private void insist(String key, Call call, String pod) {
    try {
      Answers.join(call.begin(DriverKey.parse(key)));
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        throw exception;
      }
      // The Workflow was changed by somebody: its pods are none of ours.
      LOGGER.log(Level.WARNING, "pod " + pod + " of run " + runId + " is passed over", exception);
    }
  }
}
