package io.pitwheel.cli.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Draws a view again a few times a second, since elapsed times change without any event. */
public final class Redrawing implements AutoCloseable {
  private static final int PERIOD_MILLIS = 200;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("redrawing").factory());

  /** Starts at once. */
  public Redrawing(Runnable draw) {
    var _ = timer.scheduleAtFixedRate(draw, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Stops; a drawing that has begun may still end. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
