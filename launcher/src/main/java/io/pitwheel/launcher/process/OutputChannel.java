package io.pitwheel.launcher.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The pipe through which a command is heard, while the command is started. Closing it leaves the
 * writing end to the command, and the reading end to who has detached it.
 */
final class OutputChannel implements AutoCloseable {
  private static final String OWN_DESCRIPTORS = "/proc/self/fd/";

  private final int writingEnd;
  private @Nullable InputStream output;

  private OutputChannel(int writingEnd, InputStream output) {
    this.writingEnd = writingEnd;
    this.output = output;
  }

  static OutputChannel open(Arena arena) throws IOException {
    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
    SpawnCalls.openChannel(ends);
    int readingEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
    int writingEnd = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
    try {
      // A stream of the JDK's own knows when its descriptor is closed, a bare number does not.
      return new OutputChannel(writingEnd, new FileInputStream(OWN_DESCRIPTORS + readingEnd));
    } catch (IOException exception) {
      SpawnCalls.close(writingEnd);
      throw exception;
    } finally {
      SpawnCalls.close(readingEnd);
    }
  }

  int writingEnd() {
    return writingEnd;
  }

  /** The reading end; the caller closes it from now on. */
  InputStream detachOutput() {
    InputStream detached = output;
    if (detached == null) {
      throw new IllegalStateException("the output of a command was asked for twice");
    }
    output = null;
    return detached;
  }

  @Override
  public void close() throws IOException {
    SpawnCalls.close(writingEnd);
    if (output != null) {
      output.close();
    }
  }
}
