package io.pitwheel.launcher.pod;

import io.pitwheel.launcher.log.LogSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a pod prints: what its command prints, byte for byte, and lines of ours beside it. */
final class PodOutput implements LogSink {
  private final OutputStream command;
  private final OutputStream notes;

  /**
   * @param command gets what the command prints
   * @param notes gets lines of ours
   */
  PodOutput(OutputStream command, OutputStream notes) {
    this.command = command;
    this.notes = notes;
  }

  /** The outputs of this process; nothing is kept back in a buffer. */
  static PodOutput ofThisProcess() {
    return new PodOutput(
        new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
  }

  @Override
  public void append(byte[] bytes, int length) {
    try {
      command.write(bytes, 0, length);
    } catch (IOException _) {
      // Nobody reads it any more. The command goes on, and its log is uploaded.
    }
  }

  /** A line for who looks at the pod. */
  void note(String line) {
    byte[] bytes = ("[pitwheel] " + line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      notes.write(bytes);
    } catch (IOException _) {
      // As above.
    }
  }
}
