package io.pitwheel.launcher.process;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Finds processes by the mark in their environment and ends them: those a killed server left
 * behind, and those that left the session of their task. What a process removed from its own
 * environment cannot be seen, but it goes with its group.
 */
public final class OrphanProcesses {
  /** New processes may be started while others are ended; after so many rounds we let it be. */
  private static final int MAX_ROUNDS = 20;

  private static final int MAX_LOOKS = 500;
  private static final long PAUSE_NANOSECONDS = 1_000_000;

  private final ProcessTable table;

  OrphanProcesses(ProcessTable table) {
    this.table = table;
  }

  public static OrphanProcesses ofThisSystem() {
    return new OrphanProcesses(ProcessTable.ofThisSystem());
  }

  /**
   * Ends every process of any attempt of the runs, with its group, and waits until they are gone.
   *
   * @return how many were found
   */
  public int endAll(Collection<String> runIds) {
    Set<String> known = Set.copyOf(runIds);
    return end(mark -> known.contains(mark.substring(0, Math.max(0, mark.indexOf('/')))));
  }

  /**
   * Ends every process that carries one of the marks to the letter: {@code
   * <run>/<index>/<vector>/<attempt>}.
   */
  public int endAttempts(Collection<String> marks) {
    return end(Set.copyOf(marks)::contains);
  }

  /**
   * Ends every process whose mark is wanted. The question is asked for each process after its mark
   * was read, so what is no longer wanted by then is spared.
   */
  int end(Predicate<String> isWanted) {
    int ended = 0;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<Long> found =
          table.processIds().stream()
              .filter(processId -> killIfWanted(processId, isWanted))
              .toList();
      if (found.isEmpty()) {
        return ended;
      }
      ended += found.size();
      found.forEach(processId -> awaitEnd(processId, isWanted));
    }
    return ended;
  }

  // The mark is read in the moment before the kill, since process ids are used again.
  private boolean killIfWanted(long processId, Predicate<String> isWanted) {
    if (processId == ProcessHandle.current().pid()
        || table.markOf(processId).filter(isWanted).isEmpty()) {
      return false;
    }
    long group = PosixSignals.groupOf(processId);
    if (group != PosixSignals.groupOf(0)) {
      PosixSignals.sendToGroup(group, PosixSignals.KILL);
    }
    PosixSignals.send(processId, PosixSignals.KILL);
    return true;
  }

  // A process that has ended shows no environment, even before its parent has asked how it ended.
  private void awaitEnd(long processId, Predicate<String> isWanted) {
    int looks = 0;
    while (looks < MAX_LOOKS && table.markOf(processId).filter(isWanted).isPresent()) {
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
      looks++;
    }
  }
}
