package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.run.Run;
import io.pitwheel.task.PodSighting;
import java.util.concurrent.CompletableFuture;

/** What somebody wants of a run. Calls of one run are taken one by one. */
sealed interface RunCall {
  /** One whose answer is waited for. */
  sealed interface AwaitedCall extends RunCall {
    CompletableFuture<?> answer();

    /** Tells that there will be no answer here. */
    default void refuse(PipelinesException reason) {
      var _ = answer().completeExceptionally(reason);
    }
  }

  /** One about a task. */
  sealed interface TaskCall extends AwaitedCall {
    DriverKey key();
  }

  /** A driver node of the Workflow asks. */
  record AskDriver(DriverKey key, CompletableFuture<DriverAnswer> answer) implements TaskCall {}

  /**
   * A pod has begun.
   *
   * @param attempt which pod of the task in this Workflow, from 1
   */
  record BeginAttempt(DriverKey key, int attempt, CompletableFuture<LaunchAnswer> answer)
      implements TaskCall {}

  /** A pod that has begun asks for what it was told. */
  record FindAttempt(DriverKey key, int attempt, CompletableFuture<LaunchAnswer> answer)
      implements TaskCall {}

  /**
   * A pod has ended, as its launcher or a watcher tells.
   *
   * @param attempt as in {@link BeginAttempt}
   * @param answer done when it is written
   */
  record EndAttempt(DriverKey key, int attempt, LaunchResult result, CompletableFuture<Void> answer)
      implements TaskCall {}

  /**
   * A pod has ended of which its launcher may not have said how.
   *
   * @param attempt as in {@link BeginAttempt}
   * @param failure of the attempt, if nothing is known of it
   * @param answer done when it is written, or was known
   */
  record LoseAttempt(
      DriverKey key, int attempt, TaskFailure failure, CompletableFuture<Void> answer)
      implements TaskCall {}

  /** What was wanted of a claim is done, or cannot be. */
  record EndClaim(DriverKey key, LaunchResult result) implements RunCall {}

  /**
   * The cluster says something of a pod that has not ended.
   *
   * @param attempt as in {@link BeginAttempt}
   * @param answer done when it is written, or is no news
   */
  record SeePod(DriverKey key, int attempt, PodSighting sighting, CompletableFuture<Void> answer)
      implements TaskCall {}

  /**
   * Who watches the cluster says what the run as a whole waits for.
   *
   * @param answer done when it is written, or is no news
   */
  record SeeRun(PodSighting sighting, CompletableFuture<Void> answer) implements AwaitedCall {}

  /**
   * Begins the run, if it has not begun.
   *
   * @param answer the run as it is then
   */
  record TakeUp(CompletableFuture<Run> answer) implements AwaitedCall {}

  /**
   * Waits for what launchers at work have to say.
   *
   * @param answer done when no pod that was told what to run has left open how that ended
   */
  record AwaitReports(CompletableFuture<Void> answer) implements AwaitedCall {}

  /** From now on nothing is begun: the run was terminated, or its time is up. */
  record Stop(TaskFailure failure) implements RunCall {}

  /**
   * Nothing of the run is left in the cluster.
   *
   * @param failure of a run whose tasks have not all ended, unless it was stopped for another
   * @param answer done when the run has ended
   */
  record Finish(TaskFailure failure, CompletableFuture<Void> answer) implements AwaitedCall {}

  /** This server goes, or has lost the run: another answers. */
  record Leave() implements RunCall {}
}
