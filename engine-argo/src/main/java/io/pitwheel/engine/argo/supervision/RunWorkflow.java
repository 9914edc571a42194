package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.situation.RunDeadline;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.value.JsonValue.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Workflow of one run. Methods answer whether nothing more is to be done for the run here; they
 * may be repeated, and throw what the cluster and the database have to say. For one thread.
 */
final class RunWorkflow implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(RunWorkflow.class.getName());

  /** Half a minute, which pods have for their end, and some more for what is on its way. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(35);

  private final String runId;
  private final ArgoEngineParts parts;
  private final ScheduledExecutorService timer;
  private final PodTelling pods;
  private final PodLooks looks;
  private final RunWaits waits;
  private @Nullable WorkflowTarget target;
  private @Nullable TaskFailure stopping;
  private @Nullable Future<?> deadline;
  private boolean isStored;
  private boolean hasEnded;
  private boolean hasHeardLastWords;

  /**
   * @param timer for the deadline
   */
  RunWorkflow(String runId, ArgoEngineParts parts, ScheduledExecutorService timer) {
    this.runId = runId;
    this.parts = parts;
    this.timer = timer;
    this.looks = new PodLooks(timer);
    this.waits = new RunWaits(runId, parts.driving(), parts.shared().clock());
    this.pods = new PodTelling(runId, parts.driving(), this::endPod, parts.shared().clock());
  }

  /** Makes the Workflow of the run, unless it has one. */
  boolean begin(SupervisedRun run) {
    Optional<Run> found = parts.shared().runs().find(runId);
    if (found.isEmpty() || found.get().creation().options().drivenElsewhere()) {
      return true;
    }
    Run begun = Answers.join(parts.driving().takeUp(runId));
    aim(parts.targetOf(begun));
    if (begun.state().isTerminal()) {
      isStored = true;
      return true;
    }
    if (begun.state() == RunState.CANCELING) {
      return stop(RunDriving.TERMINATED);
    }
    TaskGraph graph = parts.graphOf(begun);
    setDeadline(begun, graph, run);
    Optional<WorkflowView> earlier = submit(graph, requireTarget());
    // One that is marked as stored, by whatever mishap, is not shown by the watch.
    return earlier.isPresent() && see(earlier.get(), run);
  }

  /** The workspace is there before its first pod, and known to the Workflow as soon as it is. */
  private Optional<WorkflowView> submit(TaskGraph graph, WorkflowTarget to) {
    requireFit(to);
    parts.agent().answerFor(to.namespace(), to.name(), runId);
    boolean hasWorkspace = graph.specification().hasWorkspace();
    if (hasWorkspace) {
      parts.workspace().make(graph.specification(), to);
    }
    JsonObject workflow = compilerFor(graph, to).compile(graph, to);
    Optional<WorkflowView> earlier = parts.workflows().createUnlessThere(to.namespace(), workflow);
    if (hasWorkspace) {
      parts.workspace().keep(to);
    }
    return earlier;
  }

  private WorkflowCompiler compilerFor(TaskGraph graph, WorkflowTarget to) {
    WorkflowCompiler usual = parts.compiler();
    var security = new PodSecurity(parts.workflows(), usual.enforcedUser());
    return security.isWithoutRoot(to.namespace(), graph) ? usual.withoutRoot() : usual;
  }

  /** Nobody would hear what becomes of a Workflow where something is missing. */
  private void requireFit(WorkflowTarget to) {
    List<String> obstacles = parts.workflows().obstacles(to.namespace());
    if (!obstacles.isEmpty()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "submitting a Workflow to namespace %s: %s"
              .formatted(to.namespace(), String.join("; ", obstacles)));
    }
  }

  private void setDeadline(Run begun, TaskGraph graph, SupervisedRun run) {
    cancelDeadline();
    RunDeadline.of(begun, graph.specification().limits())
        .ifPresent(found ->
            deadline =
                timer.schedule(
                    () -> run.stop(found.failure()),
                    found.leftAt(parts.shared().clock().instant()).toMillis(),
                    TimeUnit.MILLISECONDS));
  }

  /** Ends what runs, and begins nothing more; the run has ended when the Workflow has. */
  boolean stop(TaskFailure failure) {
    if (stopping == null) {
      stopping = failure;
    }
    if (target == null) {
      Optional<Run> found = parts.shared().runs().find(runId);
      if (found.isEmpty() || found.get().state().isTerminal()) {
        return true;
      }
      aim(parts.targetOf(found.get()));
    }
    WorkflowTarget at = requireTarget();
    parts.driving().stop(runId, failure);
    parts.agent().answerFor(at.namespace(), at.name(), runId);
    if (!parts.workflows().isThere(at.namespace(), at.name())) {
      return finish(failure);
    }
    parts.workflows().stop(at.namespace(), at.name());
    return false;
  }

  /** Writes what is seen of the Workflow. */
  boolean see(WorkflowView view, SupervisedRun run) {
    if (!isOurs(view)) {
      letEarlierGo(view);
      return false;
    }
    waits.see(view);
    awaitLastWords(view);
    pods.tell(view);
    looks.arrange(pods.hasSilentPods(), run::look);
    if (view.isFinished()) {
      hasEnded = true;
      return finish(failureOf(view));
    }
    Optional<TaskFailure> reason = reasonToStop(view);
    return stopping == null && reason.isPresent() && stop(reason.get());
  }

  /**
   * A run may be retried as soon as its tasks have ended, before its Workflow has. What cannot be
   * done about that now is no trouble of the run: it is shown again.
   */
  private void letEarlierGo(WorkflowView view) {
    if (target == null || !view.isHeld()) {
      return;
    }
    try {
      if (view.isFinished()) {
        parts.workflows().release(view.namespace(), view.name());
      } else {
        parts.workflows().stop(view.namespace(), view.name());
      }
    } catch (PipelinesException exception) {
      LOGGER.log(
          Level.WARNING,
          "letting an earlier Workflow of run {0} go: {1}",
          runId,
          exception.getMessage());
    }
  }

  private void endPod(String node) {
    WorkflowTarget at = requireTarget();
    parts.workflows().endPod(at.namespace(), at.name(), node);
  }

  /** What was to be done failed for now, and is tried again. */
  void waitFor(String words) {
    waits.waitFor(words);
  }

  /** What was to be done is done. */
  void goOn() {
    waits.goOn("it goes on");
  }

  /**
   * Argo holds a pod that it stops for failed at once, while its launcher still asks the command to
   * end, keeps what it prints, and tells. What is killed meanwhile tells nothing: the time is
   * bounded by that which a pod has for its end.
   */
  private void awaitLastWords(WorkflowView view) {
    if (hasHeardLastWords || stopping == null || view.failedPods().isEmpty()) {
      return;
    }
    hasHeardLastWords = true;
    Answers.join(
        parts
            .driving()
            .reports(runId)
            .completeOnTimeout(null, LAST_WORDS.toSeconds(), TimeUnit.SECONDS));
  }

  /** Looks at pods of which Argo says nothing. What the cluster does not tell is left untold. */
  void look(SupervisedRun run) {
    WorkflowTarget at = requireTarget();
    try {
      pods.tellSilent(parts.workflows().whatPodsWaitFor(at.namespace(), at.name()));
    } catch (PipelinesException exception) {
      LOGGER.log(
          Level.WARNING, "looking at the pods of run " + runId + ": " + exception.getMessage());
    }
    looks.arrange(pods.hasSilentPods(), run::look);
  }

  private static Optional<TaskFailure> reasonToStop(WorkflowView view) {
    if (view.isBeingDeleted()) {
      return Optional.of(
          new TaskFailure(ErrorCode.CANCELLED, "its %s was deleted".formatted(named(view)), ""));
    }
    return view.trouble().isEmpty() ? Optional.empty() : Optional.of(troubleOf(view));
  }

  private static TaskFailure troubleOf(WorkflowView view) {
    return new TaskFailure(
        ErrorCode.FAILED_PRECONDITION,
        "Argo cannot go on with its %s: %s".formatted(named(view), view.trouble()),
        "");
  }

  private static String named(WorkflowView view) {
    return "Workflow %s/%s".formatted(view.namespace(), view.name());
  }

  /** Whoever removed it removed our finalizer, too. */
  boolean miss(WorkflowView last) {
    return isOurs(last)
        && !parts.workflows().isThere(last.namespace(), last.name())
        && finish(
            new TaskFailure(ErrorCode.UNAVAILABLE, "its %s is gone".formatted(named(last)), ""));
  }

  /** Nothing of the run is left in the cluster: it ends. */
  boolean finish(TaskFailure failure) {
    TaskFailure before = stopping;
    try {
      Answers.join(parts.driving().finish(runId, before == null ? failure : before));
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.NOT_FOUND) {
        throw exception;
      }
      // It had ended by its tasks, and was deleted since.
    }
    isStored = true;
    return true;
  }

  /** Lets the Workflow go when the end of its run is stored; what fails now is done later. */
  void release() {
    WorkflowTarget at = target;
    if (at == null || !isStored) {
      return;
    }
    try {
      release(at);
    } catch (PipelinesException exception) {
      LOGGER.log(
          Level.WARNING, "letting the Workflow of run {0} go: {1}", runId, exception.getMessage());
    }
  }

  private void release(WorkflowTarget at) {
    if (!hasEnded) {
      // The run ended for a reason of its own; nothing of it is to run on unseen.
      parts.workflows().stop(at.namespace(), at.name());
    }
    Optional<Run> ended = parts.shared().runs().find(runId);
    if (ended.isPresent()) {
      parts.release(ended.get(), at);
    } else {
      parts.workflows().release(at.namespace(), at.name());
    }
  }

  /** Nothing is asked of, and nothing happens to, the run by this server any more. */
  @Override
  public void close() {
    cancelDeadline();
    looks.close();
    WorkflowTarget at = target;
    if (at != null) {
      parts.agent().leave(at.namespace(), at.name());
    }
  }

  private void aim(WorkflowTarget now) {
    if (!now.equals(target)) {
      close();
      target = now;
      stopping = null;
      isStored = false;
      hasEnded = false;
      hasHeardLastWords = false;
      pods.clear();
    }
  }

  private WorkflowTarget requireTarget() {
    WorkflowTarget at = target;
    if (at == null) {
      throw new IllegalStateException("run " + runId + " has no Workflow");
    }
    return at;
  }

  private boolean isOurs(WorkflowView view) {
    WorkflowTarget at = target;
    return at != null && at.name().equals(view.name()) && at.namespace().equals(view.namespace());
  }

  /** A Workflow in trouble may end before it is seen to be in trouble, and says nothing itself. */
  private static TaskFailure failureOf(WorkflowView view) {
    if (!view.trouble().isEmpty()) {
      return troubleOf(view);
    }
    String message = view.message().isEmpty() ? "" : ": " + view.message();
    return new TaskFailure(
        ErrorCode.UNKNOWN,
        "its %s ended as %s%s".formatted(named(view), view.phase(), message),
        "");
  }

  private void cancelDeadline() {
    Future<?> known = deadline;
    if (known != null) {
      known.cancel(false);
      deadline = null;
    }
  }
}
