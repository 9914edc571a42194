package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.Engine;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has runs moved by Workflows of Argo. Each run that this server leads is supervised: it gets a
 * Workflow, what the cluster says of it is written, and when both have ended the Workflow is let
 * go. Who watches the cluster tells by {@link #see} and {@link #miss}.
 *
 * <p>Trouble of the cluster fails no run: it is tried again for as long as it takes. What the
 * cluster refuses ends the run in its own words.
 */
public final class ArgoEngine implements Engine, AutoCloseable {
  private static final Logger LOGGER = System.getLogger(ArgoEngine.class.getName());

  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

  private final ArgoEngineParts parts;
  private final LeftWorkflows left;
  private final Map<String, SupervisedRun> active = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("engine timer").factory());

  private volatile boolean isClosed;

  public ArgoEngine(ArgoEngineParts parts) {
    this.parts = parts;
    this.left = new LeftWorkflows(parts);
  }

  @Override
  public void submit(String runId) {
    ask(runId, SupervisedRun::begin);
  }

  @Override
  public void retry(String runId) {
    submit(runId);
  }

  @Override
  public void terminate(String runId) {
    ask(runId, run -> run.stop(RunDriving.TERMINATED));
  }

  /** Rights that are not given keep no run from being deleted; its Workflows stay then. */
  @Override
  public void forget(String runId) {
    try {
      parts
          .shared()
          .runs()
          .find(runId)
          .map(parts::targetsOf)
          .orElse(List.of())
          .forEach(this::remove);
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        throw exception;
      }
      LOGGER.log(
          Level.WARNING,
          "what the cluster has of run {0} stays: {1}",
          runId,
          exception.getMessage());
    }
  }

  private void remove(WorkflowTarget workflow) {
    parts.workflows().release(workflow.namespace(), workflow.name());
    parts.workflows().delete(workflow.namespace(), workflow.name());
  }

  /** Takes notice of a Workflow, of whomever it is. Returns at once. */
  public void see(WorkflowView view) {
    SupervisedRun known = active.get(view.runId());
    if (known != null) {
      known.see(view);
    } else {
      left.see(view);
    }
  }

  /** A Workflow is not there, or not watched, any more. Returns at once. */
  public void miss(WorkflowView last) {
    SupervisedRun known = active.get(last.runId());
    if (known != null) {
      known.miss(last);
    } else {
      left.miss(last);
    }
  }

  /**
   * Looks whether the cluster has what runs of the usual namespace need, and says in the log what
   * is missing. Returns at once; a cluster that is away is looked at again.
   */
  public void lookAround() {
    Thread.ofVirtual().name("look at the cluster").start(this::logObstacles);
  }

  private void logObstacles() {
    try {
      parts
          .workflows()
          .obstacles(parts.namespace())
          .forEach(obstacle -> LOGGER.log(Level.WARNING, "runs will fail: " + obstacle));
    } catch (PipelinesException exception) {
      LOGGER.log(Level.WARNING, "runs will wait: " + exception.getMessage());
      lookAgain();
    }
  }

  private void lookAgain() {
    try {
      var _ = timer.schedule(this::lookAround, LOOK_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException exception) {
      LOGGER.log(Level.DEBUG, "no more looks at the cluster", exception);
    }
  }

  /** Leaves the runs, and their Workflows, to the next server; returns when nobody is at work. */
  @Override
  public void close() {
    isClosed = true;
    List<SupervisedRun> leaving = List.copyOf(active.values());
    leaving.forEach(SupervisedRun::leave);
    leaving.forEach(SupervisedRun::awaitEnd);
    timer.shutdownNow();
    left.close();
  }

  /** Under the lock of the map's entry, so that nothing is asked of a run that is just ending. */
  private void ask(String runId, Consumer<SupervisedRun> wish) {
    if (isClosed) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE, "submitting run " + runId + ": the engine is closing");
    }
    var _ =
        active.compute(
            runId,
            (_, known) -> {
              SupervisedRun run = known == null ? start(runId) : known;
              wish.accept(run);
              return run;
            });
  }

  private SupervisedRun start(String runId) {
    var run = new SupervisedRun(runId, new RunWorkflow(runId, parts, timer));
    run.start(ended -> end(runId, ended));
    return run;
  }

  private boolean end(String runId, SupervisedRun ended) {
    return active.computeIfPresent(
            runId, (_, known) -> ended.isAskedAgain() && !isClosed ? known : null)
        == null;
  }
}
