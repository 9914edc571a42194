package io.pitwheel.launcher.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The two system calls that the JDK has no method for. A call costs a microsecond where a {@code
 * kill} process costs milliseconds, and every task needs one.
 */
final class PosixSignals {
  static final int TERMINATE = 15;
  static final int KILL = 9;

  private static final MethodHandle KILL_CALL = handle("kill", 2);
  private static final MethodHandle GROUP_CALL = handle("getpgid", 1);

  private PosixSignals() {}

  /** Sends a signal; false when there is no such process or it is not ours. */
  static boolean send(long processId, int signal) {
    try {
      return (int) KILL_CALL.invokeExact((int) processId, signal) == 0;
    } catch (Throwable throwable) {
      throw new IllegalStateException("kill cannot be called", throwable);
    }
  }

  /** Sends a signal to every process of a group; false when the group has none. */
  static boolean sendToGroup(long groupId, int signal) {
    // kill(-1) and kill(0) mean something else.
    return groupId > 1 && send(-groupId, signal);
  }

  /** The group of a process, -1 when there is no such process; 0 asks for the caller's. */
  static long groupOf(long processId) {
    try {
      return (int) GROUP_CALL.invokeExact((int) processId);
    } catch (Throwable throwable) {
      throw new IllegalStateException("getpgid cannot be called", throwable);
    }
  }

  @SuppressWarnings("restricted") // Both calls take and give plain numbers; no memory is shared.
  private static MethodHandle handle(String name, int argumentCount) {
    Linker linker = Linker.nativeLinker();
    var arguments = new ValueLayout[argumentCount];
    Arrays.fill(arguments, ValueLayout.JAVA_INT);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
