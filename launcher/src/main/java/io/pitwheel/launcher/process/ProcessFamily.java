package io.pitwheel.launcher.process;

import java.util.stream.Stream;

/** A command together with everything it started, as far as that can be told. */
sealed interface ProcessFamily {
  /** Asks all of them to end. */
  void terminate();

  /** Ends those that are left, also after the command itself has ended. */
  void kill();

  /**
   * The command leads a session of its own, whose members stay together whatever becomes of their
   * parents.
   *
   * @param leader process id and group id in one
   */
  record Session(long leader) implements ProcessFamily {
    @Override
    public void terminate() {
      PosixSignals.sendToGroup(leader, PosixSignals.TERMINATE);
    }

    // The number cannot mean other processes: while the group has members it is not given out
    // again, and once it has none a fresh process would need it within this moment.
    @Override
    public void kill() {
      PosixSignals.sendToGroup(leader, PosixSignals.KILL);
    }
  }

  /** Where no session could be made: those whose line of parents is unbroken. */
  record Descendants(ProcessHandle command) implements ProcessFamily {
    @Override
    public void terminate() {
      all().forEach(ProcessHandle::destroy);
    }

    @Override
    public void kill() {
      all().forEach(ProcessHandle::destroyForcibly);
    }

    private Stream<ProcessHandle> all() {
      return Stream.concat(command.descendants().toList().stream(), Stream.of(command));
    }
  }
}
