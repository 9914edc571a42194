package io.pitwheel.launcher.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls around a process's life, with the numbers of Linux on 64 bits. Only where {@link
 * SpawnSymbols#arePresent()}.
 */
final class SpawnCalls {
  private static final int CLOSE_ON_EXECUTION = 0x80000;
  private static final int INTERRUPTED = 4;

  private static final int ONE_PROCESS = 1;
  private static final int ENDED = 4;
  private static final int LEAVE_IT_THERE = 0x0100_0000;

  /** Of {@code siginfo_t}: its size, and where it says how and with which number it ended. */
  private static final long INFORMATION_BYTES = 128;

  private static final long HOW = 8;
  private static final long NUMBER = 24;
  private static final int BY_ITSELF = 1;
  private static final int SIGNAL_CODES = 128;

  private static final int CHILD_SIGNAL = 17;
  private static final long DEFAULT_ACTION = 0;

  private static final NativeFunction CHANNEL = NativeFunction.of("pipe2");
  private static final NativeFunction CLOSE = NativeFunction.of("close");
  private static final MethodHandle WAIT = waitHandle();
  private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR_NUMBER =
      CALL_STATE.varHandle(PathElement.groupElement("errno"));

  static {
    letChildrenBeWaitedFor();
  }

  private SpawnCalls() {}

  /**
   * Makes a pipe no program inherits.
   *
   * @param ends gets the reading and the writing end, two numbers
   */
  static void openChannel(MemorySegment ends) throws IOException {
    int result = CHANNEL.call(ends.address(), CLOSE_ON_EXECUTION);
    if (result != 0) {
      throw new IOException("no pipe for its output could be made (too many open files?)");
    }
  }

  static void close(int descriptor) {
    // Whatever it answers: the number is free afterwards.
    CLOSE.call(descriptor);
  }

  /** Blocks until a child has ended; its number stays taken. */
  static void awaitEnd(int processId) {
    try (Arena arena = Arena.ofConfined()) {
      await(
          processId, ENDED | LEAVE_IT_THERE, arena.allocate(INFORMATION_BYTES, Long.BYTES), arena);
    }
  }

  /**
   * The exit code of a child that has ended, 128 and the signal if one ended it. Frees its number.
   */
  static int takeExitCode(int processId) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment information = arena.allocate(INFORMATION_BYTES, Long.BYTES);
      await(processId, ENDED, information, arena);
      int number = information.get(JAVA_INT, NUMBER);
      return information.get(JAVA_INT, HOW) == BY_ITSELF ? number : SIGNAL_CODES + number;
    }
  }

  private static void await(int processId, int options, MemorySegment information, Arena arena) {
    MemorySegment state = arena.allocate(CALL_STATE);
    int error;
    do {
      error = tryToWait(state, processId, options, information);
    } while (error == INTERRUPTED);
    if (error != 0) {
      throw new IllegalStateException(
          "waiting for process " + processId + ": " + SystemErrors.textOf(error));
    }
  }

  private static int tryToWait(
      MemorySegment state, int processId, int options, MemorySegment information) {
    try {
      int result = (int) WAIT.invokeExact(state, ONE_PROCESS, processId, information, options);
      return result == 0 ? 0 : (int) ERROR_NUMBER.get(state, 0L);
    } catch (Throwable throwable) {
      throw new IllegalStateException("waitid cannot be called", throwable);
    }
  }

  @SuppressWarnings("restricted") // As it is declared in C.
  private static MethodHandle waitHandle() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("waitid"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  // Who started this process may ignore the signal of ended children, and the system would then
  // forget how they ended. The JDK does the same before it starts its first.
  private static void letChildrenBeWaitedFor() {
    NativeFunction.of("signal").call(CHILD_SIGNAL, DEFAULT_ACTION);
  }
}
