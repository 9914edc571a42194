package io.pitwheel.server.run;

import io.pitwheel.run.RunStore;
import java.time.Clock;

/** Asks runs to stop. */
public final class RunTerminator {
  private final RunStore runs;
  private final Clock clock;
  private final Runnable onRequested;

  /**
   * @param onRequested told after each request that was written
   */
  public RunTerminator(RunStore runs, Clock clock, Runnable onRequested) {
    this.runs = runs;
    this.clock = clock;
    this.onRequested = onRequested;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when it is
   *     already stopping or has ended
   */
  void terminate(String runId) {
    runs.requestTermination(runId, clock.instant());
    onRequested.run();
  }
}
