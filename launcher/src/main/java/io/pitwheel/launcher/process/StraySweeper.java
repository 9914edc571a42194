package io.pitwheel.launcher.process;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends what left its task's session and outlived the task. Looking through all processes costs more
 * than a short task, so one look serves all tasks that ended shortly before. Closing it looks a
 * last time.
 */
public final class StraySweeper implements AutoCloseable {
  private static final long DELAY_MILLISECONDS = 500;

  private final OrphanProcesses orphans;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stray-sweeper").factory());
  private final Set<String> liveMarks = ConcurrentHashMap.newKeySet();
  private Set<String> endedMarks = new HashSet<>();

  public StraySweeper(OrphanProcesses orphans) {
    this.orphans = orphans;
  }

  /** The attempt with this mark has ended: no process may carry it any more. */
  public synchronized void ended(String mark) {
    if (endedMarks.isEmpty() && !schedule.isShutdown()) {
      var _ = schedule.schedule(this::sweep, DELAY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
    endedMarks.add(mark);
    liveMarks.remove(mark);
  }

  /** To be told before an attempt starts anything: it may bear the mark of one that has ended. */
  public void begun(String mark) {
    liveMarks.add(mark);
  }

  /** Looks now, on this thread. */
  public void sweep() {
    Set<String> marks = takeMarks();
    if (!marks.isEmpty()) {
      orphans.end(mark -> marks.contains(mark) && !liveMarks.contains(mark));
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    sweep();
  }

  private synchronized Set<String> takeMarks() {
    Set<String> taken = endedMarks;
    endedMarks = new HashSet<>();
    return taken;
  }
}
