package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunLead;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What is to be done for one run, one after another on a virtual thread of its own, and tried again
 * while the cluster is in trouble.
 */
final class SupervisedRun {
  private static final Logger LOGGER = System.getLogger(SupervisedRun.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  /** A call of the cluster that is under way has ended by then, mostly. */
  private static final Duration LAST_CALL = Duration.ofSeconds(10);

  /** No wait is longer than half a minute. */
  private static final int MAX_DOUBLINGS = 7;

  private final String runId;
  private final RunWorkflow workflow;
  private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** What there is of each Workflow that was not looked at yet, by name: the newest says all. */
  private final Map<String, WorkflowView> news = new ConcurrentHashMap<>();

  private sealed interface Work {
    record Begin() implements Work {}

    record Stop(TaskFailure failure) implements Work {}

    record See(String workflow) implements Work {}

    record Look() implements Work {}

    record Miss(WorkflowView last) implements Work {}

    record Leave() implements Work {}
  }

  SupervisedRun(String runId, RunWorkflow workflow) {
    this.runId = runId;
    this.workflow = workflow;
  }

  /**
   * @param end takes this off the list of supervised runs, unless something is to be done again;
   *     says whether it did
   */
  void start(Predicate<SupervisedRun> end) {
    Thread.ofVirtual().name("workflow of run " + runId).start(() -> workUntilEnded(end));
  }

  void begin() {
    work.add(new Work.Begin());
  }

  void stop(TaskFailure failure) {
    work.add(new Work.Stop(failure));
  }

  void see(WorkflowView view) {
    if (news.put(view.name(), view) == null) {
      work.add(new Work.See(view.name()));
    }
  }

  /** Its pods are to be looked at, beside what Argo says of them. */
  void look() {
    work.add(new Work.Look());
  }

  void miss(WorkflowView last) {
    work.add(new Work.Miss(last));
  }

  void leave() {
    left.countDown();
    work.add(new Work.Leave());
  }

  /** Returns when its thread has ended, or is held up for longer than who closes can wait. */
  void awaitEnd() {
    try {
      if (!ended.await(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.log(Level.WARNING, "run {0} is left in the middle of a call", runId);
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody wants something of the run that is still to be done. */
  boolean isAskedAgain() {
    return work.stream().anyMatch(each -> each instanceof Work.Begin || each instanceof Work.Stop);
  }

  private void workUntilEnded(Predicate<SupervisedRun> end) {
    try {
      do {
        workToTheEnd();
      } while (!end.test(this));
      workflow.release();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } finally {
      workflow.close();
      ended.countDown();
    }
  }

  private void workToTheEnd() throws InterruptedException {
    boolean isOver = false;
    while (!isOver && !isLeft()) {
      isOver = insist(work.take());
    }
  }

  private boolean isLeft() {
    return left.getCount() == 0;
  }

  /** Whether nothing more is to be done for the run here. */
  private boolean insist(Work next) throws InterruptedException {
    for (int attempt = 0; !isLeft(); attempt++) {
      try {
        boolean isOver = perform(next);
        if (attempt > 0 && !isOver) {
          workflow.goOn();
        }
        return isOver;
      } catch (PipelinesException exception) {
        if (RunLead.isLoss(exception) || exception.code() == ErrorCode.ABORTED) {
          LOGGER.log(Level.WARNING, "run " + runId + " is left: " + exception.getMessage());
          return true;
        }
        LOGGER.log(Level.WARNING, "run " + runId + " waits: " + exception.getMessage());
        workflow.waitFor(String.valueOf(exception.getMessage()));
      }
      long wait = FIRST_WAIT.toMillis() << Math.min(attempt, MAX_DOUBLINGS);
      if (left.await(wait, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return true;
  }

  /** What would come again each time ends the run. */
  private boolean perform(Work next) {
    try {
      return switch (next) {
        // What is to be stopped needs no Workflow; whether it has one is seen then.
        case Work.Begin _ -> !isToStop() && workflow.begin(this);
        case Work.Stop(TaskFailure failure) -> workflow.stop(failure);
        case Work.See(String name) -> seeNews(name);
        case Work.Look _ -> {
          workflow.look(this);
          yield false;
        }
        case Work.Miss(WorkflowView last) -> workflow.miss(last);
        case Work.Leave _ -> true;
      };
    } catch (PipelinesException exception) {
      if (mayPass(next, exception)) {
        throw exception;
      }
      return workflow.finish(
          new TaskFailure(
              exception.code(), String.valueOf(exception.getMessage()), exception.path()));
    } catch (RuntimeException exception) {
      if (isLeft()) {
        // What it works with is closed already.
        throw new PipelinesException(
            ErrorCode.UNAVAILABLE, "the server is closing: " + exception, exception);
      }
      LOGGER.log(Level.ERROR, "run " + runId, exception);
      return workflow.finish(
          new TaskFailure(ErrorCode.INTERNAL, "supervising the run: " + exception, ""));
    }
  }

  /** A right that is taken away while a run has pods may be given back. */
  private static boolean mayPass(Work tried, PipelinesException exception) {
    return exception.code().retryMayHelp()
        || RunLead.isLoss(exception)
        || (exception.code() == ErrorCode.PERMISSION_DENIED && !(tried instanceof Work.Begin));
  }

  private boolean seeNews(String name) {
    WorkflowView view = news.get(name);
    if (view == null) {
      return false;
    }
    boolean isOver = workflow.see(view, this);
    if (!news.remove(name, view)) {
      work.add(new Work.See(name));
    }
    return isOver;
  }

  private boolean isToStop() {
    return work.stream().anyMatch(Work.Stop.class::isInstance);
  }
}
