package io.pitwheel.launcher.log;

/** Takes what a command prints. Never throws: a command is not to fail because of its log. */
@FunctionalInterface
public interface LogSink {
  /** Takes a piece; the array belongs to the caller afterwards. */
  void append(byte[] bytes, int length);

  /** A sink that gives every piece to both. */
  default LogSink and(LogSink other) {
    return (bytes, length) -> {
      append(bytes, length);
      other.append(bytes, length);
    };
  }
}
