package io.pitwheel.cli.run;

import io.pitwheel.cli.client.RunEvent;
import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.connection.ServerSession;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Follows a run to its end, also when the server is lost on the way. Used by one thread. */
public final class RunFollower {
  /** In a row, without any news between them; with the pauses about a minute. */
  private static final int MAX_FAILURES = 40;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final ServerSession session;
  private final Consumer<RunEvent> listener;
  private long lastSequence;
  private boolean hasEnded;
  private int failures;

  /**
   * @param listener hears every event once, in order
   */
  public RunFollower(ServerSession session, Consumer<RunEvent> listener) {
    this.session = session;
    this.listener = listener;
  }

  /**
   * Returns when the run has ended.
   *
   * @throws ServerLost when no server answers for about a minute
   */
  public void follow(String runId) {
    while (!hasEnded) {
      try {
        session.client().events(runId, lastSequence, this::take);
        // A stream may end early, as that of a server that stops; the run itself knows.
        hasEnded = hasEnded || RunEvent.isTerminal(session.client().run(runId).getState().name());
        pause();
      } catch (ServerLost exception) {
        if (failures >= MAX_FAILURES) {
          throw exception;
        }
        pause();
        session.reconnect();
      }
    }
  }

  private boolean take(RunEvent event) {
    if (event.sequence() <= lastSequence) {
      return true;
    }
    lastSequence = event.sequence();
    failures = 0;
    listener.accept(event);
    hasEnded = event.endsRun();
    return !hasEnded;
  }

  private void pause() {
    if (hasEnded) {
      return;
    }
    failures++;
    long nanos = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() * failures);
    LockSupport.parkNanos(nanos);
  }
}
