package io.pitwheel.launcher.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Collections;

/**
 * A function of the C library that takes whole numbers and addresses, six at most, and answers an
 * {@code int}. On x86-64 and arm64 all of these travel alike, each in a register of 64 bits, and a
 * function does not see those it does not take. So one description serves all; each further one
 * would cost the first command ten milliseconds.
 *
 * @param handle takes six times 64 bits
 */
record NativeFunction(String name, MethodHandle handle) {
  private static final int MAX_ARGUMENTS = 6;

  @SuppressWarnings("restricted") // Only for functions as described above.
  static NativeFunction of(String name) {
    Linker linker = Linker.nativeLinker();
    MemoryLayout[] arguments =
        Collections.nCopies(MAX_ARGUMENTS, JAVA_LONG).toArray(MemoryLayout[]::new);
    return new NativeFunction(
        name,
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments)));
  }

  /** Calls it. What addresses lead to has to stay for as long as the function needs it. */
  int call(long... arguments) {
    long[] all = Arrays.copyOf(arguments, MAX_ARGUMENTS);
    try {
      return (int) handle.invokeExact(all[0], all[1], all[2], all[3], all[4], all[5]);
    } catch (Throwable throwable) {
      throw new IllegalStateException(name + " cannot be called", throwable);
    }
  }
}
