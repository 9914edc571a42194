package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.PodLaunches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What launchers in pods are told, by the driving of their runs. Waits for an answer, but not long.
 */
public final class DrivenLaunches implements PodLaunches {
  /** Who asks again finds the answer if it came later; the thread is needed by others. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** No retry policy allows as many. */
  private static final int MAX_POD = 1_000_000;

  private final RunDriving driving;
  private final Duration patience;

  public DrivenLaunches(RunDriving driving) {
    this(driving, PATIENCE);
  }

  DrivenLaunches(RunDriving driving, Duration patience) {
    this.driving = driving;
    this.patience = patience;
  }

  @Override
  public LaunchAnswer begin(String runId, String taskKey, int pod) {
    return await(runId, driving.attemptStarted(runId, DriverKey.parse(taskKey), checked(pod)));
  }

  @Override
  public LaunchAnswer find(String runId, String taskKey, int pod) {
    return await(runId, driving.attempt(runId, DriverKey.parse(taskKey), checked(pod)));
  }

  @Override
  public void end(String runId, String taskKey, int pod, LaunchResult result) {
    var _ =
        await(runId, driving.attemptEnded(runId, DriverKey.parse(taskKey), checked(pod), result));
  }

  private static int checked(int pod) {
    if (pod < 1 || pod > MAX_POD) {
      throw PipelinesException.invalid(
          "pod_attempt",
          "reading pod_attempt: %d (expected: from 1 to %d)".formatted(pod, MAX_POD));
    }
    return pod;
  }

  private <T> T await(String runId, CompletableFuture<T> answer) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException exception) {
      throw askAgain(runId, "there is no answer yet", exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw askAgain(runId, "the server is closing", exception);
    } catch (ExecutionException exception) {
      throw refusal(runId, exception.getCause());
    }
  }

  /** With the code of what was thrown where the driving is, but none that would stop a launcher. */
  private static RuntimeException refusal(String runId, @Nullable Throwable cause) {
    if (!(cause instanceof PipelinesException refusal)) {
      return new IllegalStateException("answering for run " + runId, cause);
    }
    String message = String.valueOf(refusal.getMessage());
    return refusal.code() == ErrorCode.ABORTED
        ? askAgain(runId, message, refusal)
        : new PipelinesException(refusal.code(), message, refusal.path(), refusal);
  }

  private static PipelinesException askAgain(String runId, String problem, Throwable cause) {
    return new PipelinesException(
        ErrorCode.UNAVAILABLE,
        "answering for a pod of run %s: %s (expected: it asks again)".formatted(runId, problem),
        cause);
  }
}
