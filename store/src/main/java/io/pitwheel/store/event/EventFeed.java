package io.pitwheel.store.event;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells listeners of this process which runs have more events. */
public final class EventFeed {
  private final ConcurrentHashMap<Long, Consumer<String>> listeners = new ConcurrentHashMap<>();
  private final AtomicLong lastKey = new AtomicLong();

  AutoCloseable listen(Consumer<String> listener) {
    long key = lastKey.incrementAndGet();
    listeners.put(key, listener);
    return () -> listeners.remove(key);
  }

  /** Called after a commit that wrote events of the run, on the thread that asked for it. */
  public void appended(String runId) {
    listeners.values().forEach(listener -> listener.accept(runId));
  }
}
