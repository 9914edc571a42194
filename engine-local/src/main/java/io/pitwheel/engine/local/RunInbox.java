package io.pitwheel.engine.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the thread of a run has still to take notice of. Any thread may put, one takes. */
final class RunInbox {
  private final BlockingQueue<RunSignal> signals = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer;

  RunInbox(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  void put(RunSignal signal) {
    signals.add(signal);
  }

  void putAfter(Duration wait, RunSignal signal) {
    if (wait.isZero()) {
      put(signal);
      return;
    }
    var _ = timer.schedule(() -> put(signal), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for a signal and returns it with all that have gathered behind it. */
  List<RunSignal> takeAll() throws InterruptedException {
    var taken = new ArrayList<RunSignal>();
    taken.add(signals.take());
    signals.drainTo(taken);
    return taken;
  }
}
