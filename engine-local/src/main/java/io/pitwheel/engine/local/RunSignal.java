package io.pitwheel.engine.local;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the thread of a run is told by others. */
sealed interface RunSignal {
  /**
   * An attempt has ended.
   *
   * @param begunAt when it had its slot; null when it never did
   */
  record AttemptFinished(String taskId, int attempt, @Nullable Instant begunAt, LaunchResult result)
      implements RunSignal {}

  /** The wait before another attempt is over. */
  record RetryDue(String taskId) implements RunSignal {}

  /** The run is to end with this failure: it was terminated, or its time is up. */
  record EndRun(TaskFailure failure) implements RunSignal {}

  /** The server stops: leave rows as they are, they are taken up again later. */
  record Abandon() implements RunSignal {}
}
