package io.pitwheel.engine.argo.supervision;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When to look at the pods of a run of which Argo says nothing: some time after they were seen, and
 * again as long as there are any. A pod that begins in order is not looked at. For one thread.
 */
final class PodLooks implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(PodLooks.class.getName());
  private static final Duration LOOK_AFTER = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer;
  private @Nullable Future<?> next;

  PodLooks(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Sees to the next look, unless it is arranged.
   *
   * @param look returns at once
   */
  void arrange(boolean isNeeded, Runnable look) {
    Future<?> known = next;
    if (!isNeeded) {
      close();
    } else if (known == null || known.isDone()) {
      try {
        next = timer.schedule(look, LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException exception) {
        // The engine closes: another server looks.
        LOGGER.log(Level.DEBUG, "no more looks at pods", exception);
      }
    }
  }

  @Override
  public void close() {
    Future<?> known = next;
    if (known != null) {
      known.cancel(false);
      next = null;
    }
  }
}
