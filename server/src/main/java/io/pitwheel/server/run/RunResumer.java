package io.pitwheel.server.run;

import io.pitwheel.engine.Engine;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;

/**
 * Gives the engine the runs that were under way when the last server of this data ended. Those that
 * never began still have their submission.
 */
public final class RunResumer {
  private final RunStore runs;
  private final Engine engine;

  public RunResumer(RunStore runs, Engine engine) {
    this.runs = runs;
    this.engine = engine;
  }

  /** Returns once the engine has them all. */
  public void resume() {
    for (Run run : runs.listUnfinished()) {
      if (run.state() == RunState.CANCELING) {
        engine.terminate(run.id());
      } else if (run.state() != RunState.PENDING) {
        engine.submit(run.id());
      }
    }
  }
}
