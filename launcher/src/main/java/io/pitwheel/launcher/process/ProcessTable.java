package io.pitwheel.launcher.process;

import java.util.List;
import java.util.Optional;

/** The processes of this machine and the mark in their environment. */
interface ProcessTable {
  /** The variable that names the attempt a process belongs to. */
  String MARK_VARIABLE = "PITWHEEL_TASK";

  /** All that run now. */
  List<Long> processIds();

  /** The mark of a process; empty when it has none, has ended, or belongs to another user. */
  Optional<String> markOf(long processId);

  /** The table of the system we run on. */
  static ProcessTable ofThisSystem() {
    return LinuxProcessTable.isPresent() ? new LinuxProcessTable() : new ListedProcessTable();
  }
}
