package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.claim.WorkspaceMountingDriver;
import io.pitwheel.engine.argo.driving.RunCall.AskDriver;
import io.pitwheel.engine.argo.driving.RunCall.AwaitReports;
import io.pitwheel.engine.argo.driving.RunCall.BeginAttempt;
import io.pitwheel.engine.argo.driving.RunCall.EndAttempt;
import io.pitwheel.engine.argo.driving.RunCall.EndClaim;
import io.pitwheel.engine.argo.driving.RunCall.FindAttempt;
import io.pitwheel.engine.argo.driving.RunCall.Finish;
import io.pitwheel.engine.argo.driving.RunCall.Leave;
import io.pitwheel.engine.argo.driving.RunCall.LoseAttempt;
import io.pitwheel.engine.argo.driving.RunCall.SeePod;
import io.pitwheel.engine.argo.driving.RunCall.SeeRun;
import io.pitwheel.engine.argo.driving.RunCall.Stop;
import io.pitwheel.engine.argo.driving.RunCall.TakeUp;
import io.pitwheel.engine.argo.pod.ModelImageDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.patience.PatientObjectStore;
import io.pitwheel.engine.patience.PatientTaskStore;
import io.pitwheel.engine.patience.PatientWorkspaces;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskReference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The central driver of all runs that Workflows move on: who watches the cluster asks here, and
 * pods report here. Each run has a virtual thread of its own while something is to be done for it;
 * the calls of a run are taken one by one, those that come together in one transaction. Every call
 * may be repeated and is answered the same.
 *
 * <p>Trouble of the database or of the object store is waited for, for as long as it takes. An
 * answer fails with a {@code PipelinesException}: NOT_FOUND for an unknown run, ABORTED when
 * another server leads it, UNAVAILABLE when this one is closing.
 */
public final class RunDriving implements AutoCloseable {
  /** How a run ends that somebody terminated. */
  public static final TaskFailure TERMINATED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

  private static final Logger LOGGER = System.getLogger(RunDriving.class.getName());

  private final EngineParts parts;
  private final ClaimTaskPerformer claims;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final StorePatience patience = StorePatience.withoutEnd(closed);
  private final Map<String, Inbox> active = new ConcurrentHashMap<>();

  /** Calls of a run, and whether its thread has ended. */
  private record Inbox(BlockingQueue<RunCall> calls, CountDownLatch ended) {}

  /**
   * @param claims does what tasks want done to volume claims
   */
  public RunDriving(EngineParts parts, ClaimTaskPerformer claims) {
    this.claims = claims;
    this.parts =
        parts
            .withDriver(new ModelImageDriver(new WorkspaceMountingDriver(parts.driver())))
            .withTasks(new PatientTaskStore(parts.tasks(), patience))
            .withWorkspaces(new PatientWorkspaces(parts.workspaces(), patience))
            .withObjects(new PatientObjectStore(parts.objects(), patience));
  }

  /**
   * Takes a run up: begins it if it has not begun, and goes on from its rows if it has.
   *
   * @return the run as it is then: it may have ended, or be about to
   */
  public CompletableFuture<Run> takeUp(String runId) {
    var answer = new CompletableFuture<Run>();
    put(runId, List.of(new TakeUp(answer)));
    return answer;
  }

  /** What a driver node is to be told. Waits as long as the rows lag behind the Workflow. */
  public CompletableFuture<DriverAnswer> ask(String runId, DriverKey key) {
    var answer = new CompletableFuture<DriverAnswer>();
    put(runId, List.of(new AskDriver(key, answer)));
    return answer;
  }

  /**
   * What the launcher of a pod is to run.
   *
   * @param attempt which pod of the task in this Workflow, from 1; one that was never said to have
   *     ended before this is written as lost
   */
  public CompletableFuture<LaunchAnswer> attemptStarted(String runId, DriverKey key, int attempt) {
    var answer = new CompletableFuture<LaunchAnswer>();
    put(runId, List.of(new BeginAttempt(key, attempt, answer)));
    return answer;
  }

  /**
   * What a pod was told that has begun and not ended; nothing follows from asking.
   *
   * @param attempt as for {@link #attemptStarted}
   */
  public CompletableFuture<LaunchAnswer> attempt(String runId, DriverKey key, int attempt) {
    var answer = new CompletableFuture<LaunchAnswer>();
    put(runId, List.of(new FindAttempt(key, attempt, answer)));
    return answer;
  }

  /**
   * How a pod ended, as its launcher has it; done when it is written. Fails with
   * FAILED_PRECONDITION when it contradicts what is written.
   *
   * @param attempt as for {@link #attemptStarted}
   */
  public CompletableFuture<Void> attemptEnded(
      String runId, DriverKey key, int attempt, LaunchResult result) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new EndAttempt(key, attempt, result, answer)));
    return answer;
  }

  /**
   * A pod has ended as who watches the cluster has it; done when that is written. What its launcher
   * said of it stands.
   *
   * @param attempt as for {@link #attemptStarted}
   * @param failure of the attempt, unless it is known how it ended; FAILED_PRECONDITION when no
   *     other pod of the task would do better
   */
  public CompletableFuture<Void> attemptLost(
      String runId, DriverKey key, int attempt, TaskFailure failure) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new LoseAttempt(key, attempt, failure, answer)));
    return answer;
  }

  /**
   * The cluster says why a pod waits, or that it waits no more; done when that is written. What was
   * said before in other numbers is not written again.
   *
   * @param attempt as for {@link #attemptStarted}
   */
  public CompletableFuture<Void> podSeen(
      String runId, DriverKey key, int attempt, PodSighting sighting) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new SeePod(key, attempt, sighting, answer)));
    return answer;
  }

  /**
   * The cluster says, or leaves unsaid, why nothing of a run goes on, or that it does again; done
   * when that is written. What was said before in other numbers is not written again.
   */
  public CompletableFuture<Void> runSeen(String runId, PodSighting sighting) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new SeeRun(sighting, answer)));
    return answer;
  }

  /**
   * From now on nothing is begun: nodes that ask are told to fail, those of exit tasks that nothing
   * is to run. What pods say about their ends is still written.
   */
  public void stop(String runId, TaskFailure failure) {
    put(runId, List.of(new Stop(failure)));
  }

  /**
   * Waits for launchers that were told here what to run, and have not said how that ended. Done
   * when there is none; what never comes is waited for until the run has ended.
   */
  public CompletableFuture<Void> reports(String runId) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new AwaitReports(answer)));
    return answer;
  }

  /**
   * The Workflow has ended, or is gone. Done when the run has ended too.
   *
   * @param failure of a run whose tasks have not all ended, unless it was stopped for another
   */
  public CompletableFuture<Void> finish(String runId, TaskFailure failure) {
    var answer = new CompletableFuture<Void>();
    put(runId, List.of(new Finish(failure, answer)));
    return answer;
  }

  /** Leaves every run to the next server; who waits for an answer hears that. */
  @Override
  public void close() {
    closed.countDown();
    List<Inbox> running = List.copyOf(active.values());
    running.forEach(inbox -> inbox.calls().add(new Leave()));
    for (Inbox inbox : running) {
      awaitQuietly(inbox.ended());
    }
  }

  /** Under the lock of the map's entry, so that no call is put where nobody takes it. */
  private void put(String runId, List<RunCall> calls) {
    var _ =
        active.compute(
            runId,
            (_, known) -> {
              if (closed.getCount() == 0) {
                calls.forEach(call -> Replies.refuse(call, closing(runId)));
                return known;
              }
              Inbox inbox =
                  known == null
                      ? new Inbox(new LinkedBlockingQueue<>(), new CountDownLatch(1))
                      : known;
              inbox.calls().addAll(calls);
              if (known == null) {
                Thread.ofVirtual().name("run " + runId).start(() -> drive(runId, inbox));
              }
              return inbox;
            });
  }

  private static PipelinesException closing(String runId) {
    return new PipelinesException(
        ErrorCode.UNAVAILABLE, "answering for run " + runId + ": the server is closing");
  }

  private void drive(String runId, Inbox inbox) {
    try {
      do {
        answerUntilOver(runId, inbox);
      } while (isAskedAgain(runId, inbox));
    } catch (PipelinesException exception) {
      LOGGER.log(Level.WARNING, "run " + runId + " is left: " + exception.getMessage());
      leave(runId, inbox, exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      leave(runId, inbox, closing(runId));
    }
  }

  private void answerUntilOver(String runId, Inbox inbox) throws InterruptedException {
    DrivenRun run = open(runId);
    var calls = new ArrayList<RunCall>();
    inbox.calls().drainTo(calls);
    while (true) {
      turn(runId, run, calls);
      if (closed.getCount() == 0 || calls.stream().anyMatch(Leave.class::isInstance)) {
        run.abandon(closing(runId));
        throw closing(runId);
      }
      if (run.isOver()) {
        return;
      }
      calls.clear();
      calls.add(inbox.calls().take());
      inbox.calls().drainTo(calls);
    }
  }

  /** What would come again each time ends the run: a defect, or rows that contradict it. */
  private void turn(String runId, DrivenRun run, List<RunCall> calls) {
    try {
      run.turn(List.copyOf(calls));
    } catch (PipelinesException exception) {
      run.abandon(exception);
      if (!RunLead.isLoss(exception) && !exception.code().retryMayHelp()) {
        fail(runId, exception);
      }
      throw exception;
    } catch (RuntimeException exception) {
      LOGGER.log(Level.ERROR, "run " + runId, exception);
      var failure =
          new PipelinesException(ErrorCode.INTERNAL, "driving the run: " + exception, exception);
      run.abandon(failure);
      fail(runId, failure);
      throw failure;
    }
  }

  private void fail(String runId, PipelinesException reason) {
    var failure =
        new TaskFailure(reason.code(), String.valueOf(reason.getMessage()), reason.path());
    RunLead lead = requireLead(runId);
    var _ =
        patience.insist(
            () -> parts.runs().ledBy(lead).endEarly(runId, failure, parts.clock().instant()));
  }

  private DrivenRun open(String runId) {
    Run found =
        patience
            .insist(() -> parts.runs().find(runId))
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND, "answering for run " + runId + ": no such run"));
    TaskGraph graph =
        patience.insist(() -> parts.graphs().graphOf(found.creation().specificationId()));
    if (found.state().isTerminal()) {
      return opened(parts, found, graph);
    }
    if (found.creation().options().drivenElsewhere()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "answering for run " + runId + ": its tasks are driven elsewhere");
    }
    EngineParts led = parts.ledBy(requireLead(runId));
    if (found.state() == RunState.CANCELING) {
      return opened(led, found, graph);
    }
    Run begun =
        patience.insist(
            () -> led.runs().begin(runId, graph.root().children().size(), parts.clock().instant()));
    return opened(led, begun, graph);
  }

  private RunLead requireLead(String runId) {
    return patience
        .insist(() -> parts.runs().lead(runId))
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.ABORTED, "answering for run " + runId + ": another server leads it"));
  }

  private DrivenRun opened(EngineParts led, Run run, TaskGraph graph) {
    RunSituation situation = patience.insist(() -> RunSituation.of(parts, run, graph));
    List<Task> rows = led.tasks().list(run.id());
    return new DrivenRun(led, situation, rows, patience, this::perform);
  }

  /** On a thread of its own, since a cluster in trouble is waited for. */
  private void perform(
      DriverKey key, TaskReference task, TaskPlatform platform, CountDownLatch left) {
    Thread.ofVirtual()
        .name("claim of run " + task.runId())
        .start(() ->
            claims
                .perform(task, platform, left)
                .ifPresent(result -> put(task.runId(), List.of(new EndClaim(key, result)))));
  }

  /**
   * The run has ended. Calls that have come since find its rows read anew: it may have been retried
   * meanwhile; without any the thread ends, and who asks later makes another.
   */
  private boolean isAskedAgain(String runId, Inbox inbox) {
    Inbox left =
        active.computeIfPresent(runId, (_, known) -> known.calls().isEmpty() ? null : known);
    if (left == null) {
      inbox.ended().countDown();
    }
    return left != null;
  }

  private void leave(String runId, Inbox inbox, PipelinesException reason) {
    var _ =
        active.computeIfPresent(
            runId,
            (_, known) -> {
              known.calls().forEach(call -> Replies.refuse(call, reason));
              return null;
            });
    inbox.ended().countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }
}
