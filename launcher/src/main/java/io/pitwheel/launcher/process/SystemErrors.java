package io.pitwheel.launcher.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What the system says of an error. Only where {@link SpawnSymbols#arePresent()}. */
final class SystemErrors {
  private static final long MAX_TEXT_BYTES = 256;
  private static final MethodHandle TEXT = handle();

  private SystemErrors() {}

  /** Such as {@code No such file or directory}, always in English. */
  @SuppressWarnings("restricted") // The text is a constant of the C library and ends with a NUL.
  static String textOf(int error) {
    MemorySegment text;
    try {
      text = (MemorySegment) TEXT.invokeExact(error);
    } catch (Throwable throwable) {
      throw new IllegalStateException("strerrordesc_np cannot be called", throwable);
    }
    return text.equals(MemorySegment.NULL)
        ? "error " + error
        : text.reinterpret(MAX_TEXT_BYTES).getString(0);
  }

  @SuppressWarnings("restricted") // As it is declared in C.
  private static MethodHandle handle() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("strerrordesc_np"),
        FunctionDescriptor.of(ADDRESS, JAVA_INT));
  }
}
