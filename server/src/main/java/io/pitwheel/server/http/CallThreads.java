package io.pitwheel.server.http;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that use cases run in. They may block: they are virtual, and many. */
public final class CallThreads {
  /** Calls at once, those that follow something among them; further ones wait. */
  private static final int MAX_CALLS = 4_096;

  private static final Duration KEPT_IDLE = Duration.ofSeconds(1);

  private CallThreads() {}

  /** In the form that the HTTP library takes, which it knows how to watch. */
  public static ScheduledThreadPoolExecutor start() {
    var threads =
        new ScheduledThreadPoolExecutor(MAX_CALLS, Thread.ofVirtual().name("call-", 0).factory());
    threads.setKeepAliveTime(KEPT_IDLE.toMillis(), TimeUnit.MILLISECONDS);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
