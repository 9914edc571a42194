package io.pitwheel.cli.command;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.result.ResultDocument;
import io.pitwheel.cli.surroundings.Surroundings;

/** Says that a run was not made, or was lost, as the caller reads it. */
final class RunRefusal {
  private RunRefusal() {}

  /** Answers the exit code. */
  static int tell(
      Surroundings surroundings, String runId, boolean isForScripts, CommandFailure failure) {
    boolean isRefused = failure.exitStatus() == ExitStatus.REFUSED;
    if (isForScripts) {
      // A run that was asked for may exist: its id lets a script look for it later.
      surroundings
          .output()
          .println(
              ResultDocument.ofFailure(
                      isRefused ? null : runId,
                      isRefused ? "REFUSED" : "RUNTIME_STATE_UNSPECIFIED",
                      failure)
                  .text());
    }
    if (!isForScripts || !isRefused) {
      surroundings.errors().println("pitwheel: " + failure.text());
    }
    return failure.exitStatus().number();
  }
}
