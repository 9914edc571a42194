package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.TaskDecision.LaunchTask;
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
import io.pitwheel.engine.argo.driving.RunCall.TaskCall;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.bookkeeping.RunBook;
import io.pitwheel.engine.decision.TaskDecider.DecidedTask;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.ReadyWork;
import io.pitwheel.engine.progress.ReadyWork.ReadyLoop;
import io.pitwheel.engine.progress.ReadyWork.ReadyTask;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.RunResumption.ResumedRun;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run that a Workflow moves on, in memory; everything of it follows from its rows. The Workflow
 * says when a task's turn has come, by asking; what it never asks about is decided as soon as it is
 * ready: graphs that have no node of their own, and what is skipped because of what was before it.
 * A call for which the rows are not ready yet waits for them. Many calls that come together are one
 * transaction, and nobody is answered before it. For one thread.
 */
final class DrivenRun {
  /** Changes of one transaction: bounds the memory of a turn and the time others wait. */
  private static final int MAX_CHANGES = 500;

  private final Run run;
  private final RunProgress progress;
  private final RunBook book;
  private final DecidedKeys decided;
  private final PodAttempts pods;
  private final RunCourse course;
  private final ClaimTasks claims;
  private final OpenLoops loops;
  private final LateReports late;
  private final Map<DriverKey, TaskProgress> ready = new HashMap<>();
  private final Map<DriverKey, List<TaskCall>> waiting = new HashMap<>();
  private final Deque<RunCall> calls = new ArrayDeque<>();
  private final Replies replies = new Replies();
  private final List<AwaitReports> listeners = new ArrayList<>();
  private @Nullable TaskFailure ending;
  private boolean isOver;

  /**
   * @param parts for the run that this server leads
   * @param rows every row of the run, which has begun
   */
  DrivenRun(
      EngineParts parts,
      RunSituation situation,
      List<Task> rows,
      StorePatience patience,
      ClaimTasks.Work claimWork) {
    this.run = situation.run();
    ResumedRun resumed = RunResumption.resume(situation.graph(), rows, parts.large());
    this.progress = resumed.progress();
    this.book = new RunBook(parts, situation, progress, patience);
    this.decided = new DecidedKeys(run, situation.graph(), rows);
    this.pods = new PodAttempts(situation, book, parts.clock());
    this.course = new RunCourse(book, rows);
    this.claims = new ClaimTasks(book, claimWork);
    this.loops = new OpenLoops(situation.graph(), progress);
    this.late = new LateReports(parts, situation, decided);
    this.isOver = run.state().isTerminal();
    this.ending = DecidedKeys.endingOf(run);
    if (!isOver) {
      book.takeUp(rows);
      resumed.interrupted().forEach(this::takeUp);
    }
  }

  private void takeUp(Task row) {
    TaskProgress task = Objects.requireNonNull(progress.find(row.id()));
    if (ClaimTasks.isOne(task.node())) {
      claims.add(keyOf(task), new TaskUnderWay(row, task, 0, null));
    } else {
      pods.add(
          keyOf(task),
          new TaskUnderWay(row, task, late.attemptsBeforeThisWorkflow(row.id()), null));
    }
  }

  /** Whether the run has ended, so that nothing but what it was told is told again. */
  boolean isOver() {
    return isOver;
  }

  /**
   * Takes calls in their order; answers all that can be answered now. What waits is answered in a
   * later turn.
   */
  void turn(Collection<RunCall> taken) {
    calls.addAll(taken);
    boolean goesOn = true;
    while (goesOn) {
      decideUnasked();
      while (book.size() < MAX_CHANGES && !calls.isEmpty()) {
        // Taken off afterwards: when this throws, it is still to be answered.
        take(calls.element());
        var _ = calls.poll();
        decideUnasked();
      }
      goesOn = !book.isEmpty() || !calls.isEmpty();
      record();
      if (ending == null) {
        claims.begin();
      }
      reply();
    }
  }

  /** Answers everybody who waits that no answer comes from here. */
  void abandon(PipelinesException reason) {
    claims.leave();
    waiting.values().forEach(all -> all.forEach(call -> call.refuse(reason)));
    waiting.clear();
    replies.refuseAll(reason);
    listeners.forEach(call -> call.refuse(reason));
    listeners.clear();
    calls.forEach(call -> Replies.refuse(call, reason));
    calls.clear();
  }

  private void take(RunCall call) {
    switch (call) {
      case TaskCall about -> take(about);
      case Stop(TaskFailure failure) -> stop(failure);
      case Finish finish -> finish(finish);
      case AwaitReports wait -> listeners.add(wait);
      case SeeRun seen -> {
        course.see(seen.sighting());
        replies.tellDone(seen.answer());
      }
      case TakeUp(var answer) -> replies.tell(answer, run);
      case EndClaim end -> claims.end(end).ifPresent(outcome -> takeEnd(end.key(), outcome));
      case Leave _ ->
          abandon(
              new PipelinesException(
                  ErrorCode.UNAVAILABLE, "answering for a run: this server leaves it"));
    }
  }

  private void take(TaskCall call) {
    DriverKey key = call.key();
    Optional<String> flaw = decided.flawOf(key);
    if (flaw.isPresent()) {
      answer(call, new Outcome.Rejected(flaw.get()));
    } else if (call instanceof EndAttempt end) {
      takeEnd(end);
    } else if (call instanceof FindAttempt find) {
      replies.tell(find.answer(), pods.find(find.key(), find.attempt()));
    } else if (call instanceof LoseAttempt loss) {
      takeLoss(loss);
    } else if (call instanceof SeePod seen) {
      pods.see(seen.key(), seen.attempt(), seen.sighting());
      replies.tellDone(seen.answer());
    } else if (ending != null) {
      answerStopped(call, ending);
    } else {
      takeInTurn(call);
    }
  }

  private void takeInTurn(TaskCall call) {
    DriverKey key = call.key();
    Optional<Outcome> known = decided.find(key);
    TaskProgress task = ready.remove(key);
    if (known.isPresent()) {
      answer(call, known.get());
    } else if (task != null) {
      decide(key, task).ifPresentOrElse(outcome -> answer(call, outcome), () -> keepWaiting(call));
    } else if (isOver) {
      answer(call, new Outcome.Rejected("the run has ended"));
    } else {
      keepWaiting(call);
      loops.openFor(key);
    }
  }

  private void keepWaiting(TaskCall call) {
    waiting.computeIfAbsent(call.key(), _ -> new ArrayList<>()).add(call);
  }

  private void takeEnd(DriverKey key, Outcome outcome) {
    decided.add(key, outcome);
    answerWaiting(key, outcome);
  }

  private void answerWaiting(DriverKey key, Outcome outcome) {
    List<TaskCall> asked = waiting.remove(key);
    if (asked != null) {
      asked.forEach(call -> answer(call, outcome));
    }
  }

  private void takeEnd(EndAttempt end) {
    Optional<String> flaw =
        pods.flawOf(end.key(), end.attempt())
            .or(() -> pods.flawOf(end.key(), end.attempt(), end.result()));
    if (flaw.isPresent()) {
      var refusal =
          new PipelinesException(
              ErrorCode.FAILED_PRECONDITION, "recording the end of a pod: " + flaw.get());
      replies.add(end.answer(), () -> end.refuse(refusal));
    } else if (pods.end(end.key(), end.attempt(), end.result())) {
      replies.tellDone(end.answer());
    } else {
      replies.add(end.answer(), () -> late.record(end));
    }
  }

  /** Nothing to say when the task has ended, or goes on with another pod. */
  private void takeLoss(LoseAttempt loss) {
    pods.lose(loss.key(), loss.attempt(), loss.failure(), ending);
    replies.tellDone(loss.answer());
  }

  private void answer(TaskCall call, Outcome outcome) {
    switch (call) {
      case AskDriver ask -> replies.tell(ask.answer(), answerOf(ask.key(), outcome));
      case BeginAttempt begin ->
          replies.tell(
              begin.answer(),
              outcome instanceof Outcome.Launched
                  ? pods.begin(begin.key(), begin.attempt())
                  : PodAttempts.nothingToRun(begin.key(), outcome));
      case FindAttempt find ->
          replies.tell(find.answer(), PodAttempts.nothingToRun(find.key(), outcome));
      case EndAttempt end -> end.refuse(LateReports.noPod(end.key()));
      case LoseAttempt loss -> loss.refuse(LateReports.noPod(loss.key()));
      case SeePod seen -> seen.refuse(LateReports.noPod(seen.key()));
    }
  }

  private DriverAnswer answerOf(DriverKey key, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Launched _ -> new DriverAnswer.Launch(pods.launchOf(key));
      case Outcome.Entered(int iterations, boolean isLoop) ->
          isLoop ? new DriverAnswer.Iterate(iterations) : new DriverAnswer.Enter();
      case Outcome.Settled _ -> new DriverAnswer.Rest();
      case Outcome.Rejected(String message) -> new DriverAnswer.Fail(message);
    };
  }

  /** An exit task that is asked for does nothing, so that the Workflow comes to its end. */
  private void answerStopped(TaskCall call, TaskFailure failure) {
    answer(
        call,
        decided.isInsideExitTask(call.key())
            ? new Outcome.Settled()
            : new Outcome.Rejected(failure.message()));
  }

  /** Decides what the Workflow does not ask about, and what it has asked about too early. */
  private void decideUnasked() {
    while (!isOver && ending == null && book.size() < MAX_CHANGES) {
      Optional<ReadyWork> work = progress.next();
      if (work.isEmpty()) {
        return;
      }
      switch (work.get()) {
        case ReadyTask(TaskProgress task) -> reach(task);
        case ReadyLoop found -> loops.add(found.loop(), waiting.keySet());
      }
    }
  }

  private void reach(TaskProgress task) {
    DriverKey key = keyOf(task);
    boolean isNotAskedAbout =
        (task.node().isDag() && !task.node().isLoop()) || progress.stoppedBy(task).isPresent();
    if (isNotAskedAbout || waiting.containsKey(key)) {
      decide(key, task).ifPresent(outcome -> answerWaiting(key, outcome));
    } else {
      ready.put(key, task);
    }
  }

  /** Empty for what is done to a claim: there is nothing to tell before it is. */
  private Optional<Outcome> decide(DriverKey key, TaskProgress task) {
    DecidedTask made = book.decide(task);
    LaunchTask launch = made.launch();
    if (launch != null) {
      var underWay = new TaskUnderWay(made.row(), task, made.row().attempt() - 1, launch);
      if (ClaimTasks.isOne(task.node())) {
        claims.add(key, underWay);
        return Optional.empty();
      }
      pods.add(key, underWay);
    }
    Outcome outcome = decided.add(key, made.row());
    answerInside(outcome);
    return Optional.of(outcome);
  }

  /** Calls inside a graph that is not entered have waited for this. */
  private void answerInside(Outcome outcome) {
    if (outcome instanceof Outcome.Launched || outcome instanceof Outcome.Entered) {
      return;
    }
    for (DriverKey key : List.copyOf(waiting.keySet())) {
      decided
          .find(key)
          .ifPresent(known -> {
            List<TaskCall> asked = Objects.requireNonNull(waiting.remove(key));
            asked.forEach(call -> answer(call, known));
          });
    }
  }

  private void record() {
    boolean isQuiet = pods.isEmpty() && claims.isEmpty() && ready.isEmpty() && loops.isEmpty();
    if (!book.isEmpty() && isQuiet) {
      // This may end the run: whoever hears of that finds the log complete.
      book.finishLog();
    }
    book.record();
    if (book.isOver()) {
      end();
    }
  }

  private void end() {
    isOver = true;
    claims.leave();
    answerAllWaiting(new Outcome.Rejected("the run has ended"));
  }

  private void answerAllWaiting(Outcome outcome) {
    waiting.values().forEach(all -> all.forEach(call -> answer(call, outcome)));
    waiting.clear();
  }

  private void reply() {
    replies.tellAll();
    if (isOver || !pods.areAtWork()) {
      listeners.forEach(call -> call.answer().complete(null));
      listeners.clear();
    }
  }

  private void stop(TaskFailure failure) {
    if (ending != null || isOver) {
      return;
    }
    ending = failure;
    waiting.values().forEach(all -> all.forEach(call -> answerStopped(call, failure)));
    waiting.clear();
  }

  private void finish(Finish finish) {
    if (!isOver) {
      TaskFailure failure = ending == null ? finish.failure() : ending;
      pods.endWaiting(failure);
      book.finishLog();
      book.record();
      if (!book.isOver()) {
        book.endRun(failure);
      }
      end();
    }
    replies.tellDone(finish.answer());
  }

  private static DriverKey keyOf(TaskProgress task) {
    return new DriverKey(task.node().index(), task.scope().iteration());
  }
}
