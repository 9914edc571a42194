package io.pitwheel.engine.local;

import io.pitwheel.engine.Engine;
import io.pitwheel.engine.local.RunSignal.Abandon;
import io.pitwheel.engine.local.RunSignal.EndRun;
import io.pitwheel.engine.patience.PatientTaskStore;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.RunResumption.ResumedRun;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunDeadline;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine of one machine: it asks the driver in process and runs commands through the launcher.
 * Each run has a virtual thread of its own.
 */
public final class LocalEngine implements Engine, AutoCloseable {
  private static final Logger LOGGER = System.getLogger(LocalEngine.class.getName());
  private static final TaskFailure TERMINATED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

  private final LocalEngineParts local;
  private final EngineParts parts;
  private final Semaphore slots;
  private final Map<String, ActiveRun> active = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final StorePatience patience = new StorePatience(closed);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("engine timer").factory());

  public LocalEngine(LocalEngineParts parts) {
    this.local = parts;
    this.parts = parts.shared().withTasks(new PatientTaskStore(parts.shared().tasks(), patience));
    this.slots = new Semaphore(parts.slots(), true);
  }

  /**
   * @param isAskedAgain whether somebody submitted it while it was active: it may have ended, and
   *     been retried, behind the back of its thread
   */
  private record ActiveRun(RunInbox inbox, CountDownLatch ended, AtomicBoolean isAskedAgain) {}

  @Override
  public void submit(String runId) {
    if (closed.getCount() == 0) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE, "submitting run " + runId + ": the engine is closing");
    }
    var fresh = new ActiveRun(new RunInbox(timer), new CountDownLatch(1), new AtomicBoolean());
    ActiveRun current =
        active.compute(
            runId,
            (_, known) -> {
              if (known == null) {
                return fresh;
              }
              known.isAskedAgain().set(true);
              return known;
            });
    if (fresh.equals(current)) {
      Thread.ofVirtual().name("run " + runId).start(() -> advance(runId, fresh));
    }
  }

  @Override
  public void retry(String runId) {
    submit(runId);
  }

  @Override
  public void terminate(String runId) {
    ActiveRun run = active.get(runId);
    if (run != null) {
      run.inbox().put(new EndRun(TERMINATED));
    } else {
      // It may never have begun; the thread that takes it up sees that it is canceling.
      submit(runId);
    }
  }

  /** Ends every command and leaves the runs to the next server. Waits until all have stopped. */
  @Override
  public void close() {
    closed.countDown();
    List<ActiveRun> running = List.copyOf(active.values());
    running.forEach(run -> run.inbox().put(new Abandon()));
    for (ActiveRun run : running) {
      awaitQuietly(run.ended());
    }
    timer.shutdownNow();
  }

  private void advance(String runId, ActiveRun run) {
    try {
      Optional<RunLead> lead = patience.insist(() -> parts.runs().lead(runId));
      if (lead.isPresent()) {
        advanceLed(runId, run, parts.ledBy(lead.get()));
      }
    } catch (PipelinesException exception) {
      LOGGER.log(Level.WARNING, "run " + runId + " waits: " + exception.getMessage());
    } finally {
      removeWorkspaceOfEnded(runId);
      // Under the lock of the map's entry: who asks later makes a new thread.
      active.computeIfPresent(runId, (_, _) -> null);
      run.ended().countDown();
      if (run.isAskedAgain().get() && closed.getCount() > 0) {
        submit(runId);
      }
    }
  }

  private void advanceLed(String runId, ActiveRun run, EngineParts led) {
    try {
      moveToTheEnd(runId, run.inbox(), led);
    } catch (PipelinesException exception) {
      failUnlessLost(runId, exception, led);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException exception) {
      LOGGER.log(Level.ERROR, "run " + runId, exception);
      failUnlessLost(
          runId,
          new PipelinesException(ErrorCode.INTERNAL, "advancing the run: " + exception, exception),
          led);
    }
  }

  private void moveToTheEnd(String runId, RunInbox inbox, EngineParts led)
      throws InterruptedException {
    Run run = patience.insist(() -> parts.runs().find(runId)).orElse(null);
    if (run == null || run.state().isTerminal()) {
      return;
    }
    if (run.state() != RunState.PENDING) {
      local.orphans().endAllOf(runId);
    }
    if (run.state() == RunState.CANCELING) {
      endTerminated(runId, led);
      return;
    }
    if (run.creation().options().drivenElsewhere()) {
      // Its tasks are somebody else's.
      return;
    }
    TaskGraph graph =
        patience.insist(() -> parts.graphs().graphOf(run.creation().specificationId()));
    Run begun = begin(runId, graph, led);
    if (begun.state() == RunState.CANCELING) {
      // Somebody was quicker with the end than we with the beginning.
      endTerminated(runId, led);
      return;
    }
    if (begun.state().isTerminal()) {
      return;
    }
    RunDeadline.of(begun, graph.specification().limits())
        .ifPresent(deadline ->
            inbox.putAfter(
                deadline.leftAt(parts.clock().instant()), new EndRun(deadline.failure())));
    moveBegunRun(begun, graph, inbox, led);
  }

  private void endTerminated(String runId, EngineParts led) {
    patience.insist(() -> led.runs().endEarly(runId, TERMINATED, parts.clock().instant()));
  }

  private Run begin(String runId, TaskGraph graph, EngineParts led) {
    int expectedChildren = graph.root().children().size();
    return patience.insist(
        () -> led.runs().begin(runId, expectedChildren, parts.clock().instant()));
  }

  private void moveBegunRun(Run run, TaskGraph graph, RunInbox inbox, EngineParts led)
      throws InterruptedException {
    List<Task> rows = led.tasks().list(run.id());
    ResumedRun resumed = RunResumption.resume(graph, rows, parts.large());
    var threads = new AttemptThreads(local.launcher(), slotsOf(run), parts.clock());
    RunSituation situation = patience.insist(() -> RunSituation.of(parts, run, graph));
    try {
      var channels = new RunChannels(inbox, threads);
      new RunAdvancer(local.withShared(led), situation, resumed.progress(), channels, patience)
          .advanceToTheEnd(rows, resumed.interrupted());
    } finally {
      // Nothing is under way when a run has ended; when the engine closes something may be.
      threads.stopAndAwaitAll();
    }
  }

  /** Who asks for a number gets it, beside the others; all other runs share those of the engine. */
  private Semaphore slotsOf(Run run) {
    int asked = run.creation().options().slots();
    return asked > 0 ? new Semaphore(asked, true) : slots;
  }

  private void removeWorkspaceOfEnded(String runId) {
    try {
      // One that is gone was deleted, which only runs that have ended are.
      if (parts.runs().find(runId).map(run -> run.state().isTerminal()).orElse(true)) {
        parts.workspaces().remove(runId);
      }
    } catch (PipelinesException exception) {
      // The run has ended all the same; a folder that stays behind is a matter of disk space.
      LOGGER.log(Level.WARNING, "removing the workspace of run " + runId, exception);
    }
  }

  private void failUnlessLost(String runId, PipelinesException exception, EngineParts led) {
    if (RunLead.isLoss(exception)) {
      LOGGER.log(Level.WARNING, "run " + runId + " is left: " + exception.getMessage());
    } else {
      failRun(runId, exception, led);
    }
  }

  private void failRun(String runId, PipelinesException exception, EngineParts led) {
    LOGGER.log(Level.WARNING, "run " + runId + " cannot go on: " + exception.getMessage());
    var failure = new TaskFailure(exception.code(), messageOf(exception), exception.path());
    parts.systemLog().flush(runId);
    try {
      patience.insist(() -> led.runs().endEarly(runId, failure, parts.clock().instant()));
    } catch (PipelinesException again) {
      // The database itself is in trouble: the run stays as it is and is taken up at the next
      // start.
      LOGGER.log(Level.ERROR, "run " + runId + " could not be marked as failed", again);
    }
  }

  private static String messageOf(PipelinesException exception) {
    String message = exception.getMessage();
    return message == null ? exception.code().name() : message;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }
}
