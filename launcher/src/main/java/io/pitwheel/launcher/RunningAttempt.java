package io.pitwheel.launcher;

/** The thread on which an attempt runs, to be interrupted while it does and not a moment longer. */
final class RunningAttempt {
  private final Thread thread = Thread.currentThread();
  private boolean isStopped;
  private boolean isOver;

  synchronized void stop() {
    if (!isOver) {
      isStopped = true;
      thread.interrupt();
    }
  }

  synchronized boolean isStopped() {
    return isStopped;
  }

  /** On the attempt's own thread: the caller must not see an interrupt that was meant for us. */
  synchronized void finish() {
    isOver = true;
    if (isStopped) {
      Thread.interrupted();
    }
  }
}
