package io.pitwheel.launcher.attempt;

/** The thread on which an attempt runs, to be interrupted while it does and not a moment longer. */
public final class RunningAttempt {
  private final Thread thread = Thread.currentThread();
  private boolean isStopped;
  private boolean isOver;

  /** From any thread; does nothing once the attempt is over. */
  public synchronized void stop() {
    if (!isOver) {
      isStopped = true;
      thread.interrupt();
    }
  }

  /** Whether somebody has stopped it. */
  public synchronized boolean isStopped() {
    return isStopped;
  }

  /** On the attempt's own thread: the caller must not see an interrupt that was meant for us. */
  public synchronized void finish() {
    isOver = true;
    if (isStopped) {
      Thread.interrupted();
    }
  }
}
