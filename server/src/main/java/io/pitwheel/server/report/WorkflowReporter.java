package io.pitwheel.server.report;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.manifest.Manifest;
import io.pitwheel.server.task.RunGraphs;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.taskreport.TaskReports;
import java.time.Clock;

/**
 * Takes in how far workflows are that run the tasks of a run elsewhere. States of tasks come from
 * their launchers; a workflow that has ended says that nothing more will come.
 */
public final class WorkflowReporter {
  private final RunStore runs;
  private final RunGraphs graphs;
  private final TaskReports reports;
  private final RecurringRunStore recurringRuns;
  private final Clock clock;

  public WorkflowReporter(
      RunStore runs,
      RunGraphs graphs,
      TaskReports reports,
      RecurringRunStore recurringRuns,
      Clock clock) {
    this.runs = runs;
    this.graphs = graphs;
    this.reports = reports;
    this.recurringRuns = recurringRuns;
    this.clock = clock;
  }

  /**
   * Takes in a workflow. One that failed ends what its run still has under way as failed; one that
   * succeeded ends graphs without the tasks that never began.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a manifest that is none, or names no run;
   *     NOT_FOUND for the run; FAILED_PRECONDITION for a run that is driven here
   */
  public void workflow(String text) {
    Manifest manifest = Manifest.read("workflow", text);
    Run run = graphs.current(manifest.requiredRun("workflow"));
    if (!run.creation().options().drivenElsewhere()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "reporting workflow %s of run %s: the run is driven by a server's own engine (expected: a run that was created to be driven elsewhere)"
              .formatted(manifest.name(), run.id()));
    }
    switch (manifest.phase()) {
      case "", "Pending", "Running" -> {}
      case "Succeeded", "Skipped" -> succeeded(run, manifest);
      case "Failed", "Error" -> failed(run, manifest);
      default ->
          throw PipelinesException.invalid(
              "workflow.status.phase",
              "reading workflow.status.phase: %s (expected: one of Pending, Running, Succeeded, Skipped, Failed, Error)"
                  .formatted(manifest.phase()));
    }
  }

  private void succeeded(Run run, Manifest manifest) {
    if (run.state().isTerminal()) {
      return;
    }
    TaskGraph graph = graphs.require(run.id());
    if (run.state() == RunState.CANCELING || !reports.settle(run.id(), graph, clock.instant())) {
      end(
          run,
          "workflow %s succeeded, and a task of it never told its end".formatted(manifest.name()));
    }
  }

  /** What waits for another attempt failed before the workflow did. */
  private void failed(Run run, Manifest manifest) {
    if (run.state() != RunState.CANCELING) {
      reports.giveUp(run.id(), graphs.require(run.id()), clock.instant());
    }
    end(run, messageOf(manifest));
  }

  private void end(Run run, String message) {
    if (!run.state().isTerminal()) {
      boolean isAsked = run.state() == RunState.CANCELING;
      runs.endEarly(
          run.id(),
          isAsked
              ? new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "")
              : new TaskFailure(ErrorCode.UNKNOWN, message, ""),
          clock.instant());
    }
  }

  private static String messageOf(Manifest manifest) {
    return manifest.message().isEmpty()
        ? "workflow %s ended %s".formatted(manifest.name(), manifest.phase())
        : manifest.message();
  }

  /**
   * Takes in a scheduled workflow. Schedules are kept here, so that there is nothing to learn from
   * it.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a manifest that is none; NOT_FOUND for one of
   *     no recurring run
   */
  public void scheduledWorkflow(String text) {
    Manifest manifest = Manifest.read("scheduled_workflow", text);
    if (recurringRuns.find(manifest.uid()).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "reporting scheduled workflow %s: there is no recurring run %s"
              .formatted(manifest.name(), manifest.uid()));
    }
  }
}
