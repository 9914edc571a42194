package io.pitwheel.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads what happened. Writing is part of the transactions of the other ports. */
public interface EventLog {
  /** Events of a run after the given sequence number, in order, at most {@code limit} of them. */
  List<RunEvent> readAfter(String runId, long sequence, int limit);

  /**
   * How many events each of the runs has; runs that are gone are left out. Cheap: to be asked a few
   * times a second, of all runs that somebody follows.
   */
  Map<String, Long> counts(Collection<String> runIds);

  /** Whether no other process can write events, so that {@link #onAppended} tells of all. */
  boolean hearsAll();

  /**
   * Calls the listener with a run's id soon after each commit that wrote events of it. Calls may be
   * merged; the listener must be quick and must not throw. Only commits of this process are heard.
   */
  AutoCloseable onAppended(java.util.function.Consumer<String> listener);
}
