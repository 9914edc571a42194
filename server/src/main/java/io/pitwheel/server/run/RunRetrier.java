package io.pitwheel.server.run;

import io.pitwheel.run.RunStore;
import java.time.Clock;

/** Lets failed runs go on. */
public final class RunRetrier {
  private final RunStore runs;
  private final Clock clock;
  private final Runnable onRequested;

  /**
   * @param onRequested told after each retry that was written
   */
  public RunRetrier(RunStore runs, Clock clock, Runnable onRequested) {
    this.runs = runs;
    this.clock = clock;
    this.onRequested = onRequested;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when it has not
   *     failed
   */
  void retry(String runId) {
    runs.retry(runId, clock.instant());
    onRequested.run();
  }
}
